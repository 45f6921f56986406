import { pauseCampaign as pauseCampaignInCore } from '@dawk/core/engagement/campaigns/run-campaign.ts'
import { operation } from '#operations/operation.ts'
import { PausedView } from '../../schemas/campaign-schemas.ts'
import { contextOf, toCampaignView } from './campaign-view.ts'

export const pauseCampaign = operation({
  route: 'POST /campaigns/:id/pause',
  of: 'campaign',
  tag: 'Campaigns',
  scope: 'campaigns:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Pause a campaign',
  description:
    'Nothing leaves from here on but what is on its way. Messages that wait in the lane are taken back, and their people with them.',
  reply: { 200: PausedView },
  async handle({ ctx, caller, id }) {
    const { recalled, ...campaign } = await pauseCampaignInCore(contextOf(ctx), caller, id)
    return { ...toCampaignView(campaign), recalled }
  },
})
