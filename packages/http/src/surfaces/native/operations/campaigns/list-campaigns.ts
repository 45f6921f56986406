import { campaignStates } from '@dawk/core/engagement/campaigns/campaign.ts'
import { listCampaigns as listCampaignsInCore } from '@dawk/core/engagement/campaigns/campaigns.ts'
import Type from 'typebox'
import { list } from '#operations/list.ts'
import { CampaignView } from '../../schemas/campaign-schemas.ts'
import { oneOf } from '../../schemas/conversation-schemas.ts'
import { toCampaignView } from './campaign-view.ts'

export const listCampaigns = list({
  route: 'GET /campaigns',
  tag: 'Campaigns',
  scope: 'campaigns:read',
  summary: 'List campaigns',
  description: 'Latest first. A key that is restricted to some numbers gets those of these.',
  filters: { state: Type.Optional(oneOf(campaignStates, 'must be a state of campaigns')) },
  item: CampaignView,
  read: ({ ctx, caller }, { after: before, limit }, { state = null }) =>
    listCampaignsInCore(ctx.core, caller, { before, limit, state }),
  view: toCampaignView,
})
