import { resumeCampaign as resumeCampaignInCore } from '@dawk/core/engagement/campaigns/run-campaign.ts'
import { operation } from '#operations/operation.ts'
import { CampaignView } from '../../schemas/campaign-schemas.ts'
import { contextOf, toCampaignView } from './campaign-view.ts'

export const resumeCampaign = operation({
  route: 'POST /campaigns/:id/resume',
  of: 'campaign',
  tag: 'Campaigns',
  scope: 'campaigns:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Resume a campaign',
  description: 'Goes on where it was. One that missed its start begins now.',
  reply: { 200: CampaignView },
  handle: async ({ ctx, caller, id }) => toCampaignView(await resumeCampaignInCore(contextOf(ctx), caller, id)),
})
