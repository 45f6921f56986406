import type { Campaign } from '@dawk/core/engagement/campaigns/campaign.ts'
import type { CampaignContext } from '@dawk/core/engagement/campaigns/campaign-context.ts'
import { statesOf } from '@dawk/core/engagement/campaigns/campaign-events.ts'
import type { CampaignCount } from '@dawk/core/engagement/campaigns/outcome/counter-store.ts'
import type { Static } from 'typebox'
import type { OperationContext } from '#context.ts'
import type { CampaignView } from '../../schemas/campaign-schemas.ts'

/** What campaigns need of core. */
export const contextOf = ({
  core,
  numbers,
  send,
  publicUrl,
}: Pick<OperationContext, 'core' | 'numbers' | 'publicUrl' | 'send'>): CampaignContext => ({
  ...core,
  numbers,
  send,
  publicUrl,
})

export function toCampaignView(
  campaign: Campaign & { counts?: readonly CampaignCount[] },
): Static<typeof CampaignView> {
  const { definition, resumesTo: _, counts = [], ...shown } = campaign
  return { ...shown, ...definition, variants: [...definition.variants], counts: statesOf(counts) } as Static<
    typeof CampaignView
  >
}
