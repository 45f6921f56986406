import { defaultDefinition } from '@dawk/core/engagement/campaigns/campaign.ts'
import { createCampaign as createCampaignInCore } from '@dawk/core/engagement/campaigns/campaigns.ts'
import { parseList } from '@dawk/core/engagement/campaigns/plan/parse-list.ts'
import { operation } from '#operations/operation.ts'
import { CampaignView, NewCampaignBody } from '../../schemas/campaign-schemas.ts'
import { contextOf, toCampaignView } from './campaign-view.ts'

/** 400 bytes for each person of the largest list. */
export const campaignBytes = 4 * 1024 * 1024

export const createCampaign = operation({
  route: 'POST /campaigns',
  tag: 'Campaigns',
  scope: 'campaigns:write',
  bodyLimit: campaignBytes,
  summary: 'Create a campaign',
  description:
    'A draft: it sends nothing until it is launched. docs/campaigns.md describes its members; `audience` and `list` together say who gets it.',
  body: NewCampaignBody,
  reply: { 201: CampaignView },
  async handle({ ctx, caller, body: { name, list = [], ...given } }) {
    const definition = { ...defaultDefinition, audience: {}, ...given }
    return toCampaignView(
      await createCampaignInCore(contextOf(ctx), caller, { name, definition, list: parseList(list) }),
    )
  },
})
