import { cancelCampaign as cancelCampaignInCore } from '@dawk/core/engagement/campaigns/run-campaign.ts'
import { operation } from '#operations/operation.ts'
import { CanceledView } from '../../schemas/campaign-schemas.ts'
import { contextOf, toCampaignView } from './campaign-view.ts'

export const cancelCampaign = operation({
  route: 'POST /campaigns/:id/cancel',
  of: 'campaign',
  tag: 'Campaigns',
  scope: 'campaigns:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Cancel a campaign',
  description: 'Nobody else gets it. `tooLate`: people whose message is on its way.',
  reply: { 200: CanceledView },
  async handle({ ctx, caller, id }) {
    const { tooLate, ...campaign } = await cancelCampaignInCore(contextOf(ctx), caller, id)
    return { ...toCampaignView(campaign), tooLate }
  },
})
