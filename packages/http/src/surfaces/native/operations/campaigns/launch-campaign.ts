import { launchCampaign as launchCampaignInCore } from '@dawk/core/engagement/campaigns/run-campaign.ts'
import { operation } from '#operations/operation.ts'
import { CampaignView } from '../../schemas/campaign-schemas.ts'
import { contextOf, toCampaignView } from './campaign-view.ts'

export const launchCampaign = operation({
  route: 'POST /campaigns/:id/launch',
  of: 'campaign',
  tag: 'Campaigns',
  scope: 'campaigns:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Launch a campaign',
  description:
    'From here on its audience is frozen and it runs by itself, at its time. Refused with every error of its check. One that was launched already stays as it is.',
  reply: { 200: CampaignView },
  handle: async ({ ctx, caller, id }) => toCampaignView(await launchCampaignInCore(contextOf(ctx), caller, id)),
})
