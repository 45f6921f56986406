import { validateCampaign as validateCampaignInCore } from '@dawk/core/engagement/campaigns/check/validate-campaign.ts'
import { operation } from '#operations/operation.ts'
import { CampaignCheckView } from '../../schemas/campaign-report-schemas.ts'
import { contextOf } from './campaign-view.ts'

export const validateCampaign = operation({
  route: 'POST /campaigns/:id/validate',
  of: 'campaign',
  tag: 'Campaigns',
  scope: 'campaigns:read',
  refuses: ['not_found'],
  summary: 'Check a campaign',
  description:
    'Changes nothing. Whether it can be launched, who would be sent something and why the others would not, what five of them would see, and until when it would run, by day.',
  reply: { 200: CampaignCheckView },
  async handle({ ctx, caller, id }) {
    return validateCampaignInCore(contextOf(ctx), caller, id)
  },
})
