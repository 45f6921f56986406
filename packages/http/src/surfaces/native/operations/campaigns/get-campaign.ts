import { getCampaign as getCampaignInCore } from '@dawk/core/engagement/campaigns/campaigns.ts'
import { operation } from '#operations/operation.ts'
import { CampaignView } from '../../schemas/campaign-schemas.ts'
import { toCampaignView } from './campaign-view.ts'

export const getCampaign = operation({
  route: 'GET /campaigns/:id',
  of: 'campaign',
  tag: 'Campaigns',
  scope: 'campaigns:read',
  refuses: ['not_found'],
  summary: 'Get a campaign',
  description: 'With how many people are in each state at this moment.',
  reply: { 200: CampaignView },
  handle: async ({ ctx, caller, id }) => toCampaignView(await getCampaignInCore(ctx.core, caller, id)),
})
