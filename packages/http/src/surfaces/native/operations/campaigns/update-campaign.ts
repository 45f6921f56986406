import { updateCampaign as updateCampaignInCore } from '@dawk/core/engagement/campaigns/campaigns.ts'
import { parseList } from '@dawk/core/engagement/campaigns/plan/parse-list.ts'
import { operation } from '#operations/operation.ts'
import { CampaignPatch, CampaignView } from '../../schemas/campaign-schemas.ts'
import { contextOf, toCampaignView } from './campaign-view.ts'
import { campaignBytes } from './create-campaign.ts'

export const updateCampaign = operation({
  route: 'PATCH /campaigns/:id',
  of: 'campaign',
  tag: 'Campaigns',
  scope: 'campaigns:write',
  refuses: ['not_found', 'conflict'],
  bodyLimit: campaignBytes,
  summary: 'Update a campaign',
  description:
    'A draft in every member. Once it was launched, `name`, `maxPerMinute`, `quietHours` and `endsAt` alone: 409 for all else.',
  body: CampaignPatch,
  reply: { 200: CampaignView },
  async handle({ ctx, caller, id, body: { name, list, ...definition } }) {
    const change = { name, definition, list: list && parseList(list) }
    return toCampaignView(await updateCampaignInCore(contextOf(ctx), caller, id, change))
  },
})
