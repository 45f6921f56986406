import { retryCampaign as retryCampaignInCore } from '@dawk/core/engagement/campaigns/run-campaign.ts'
import { operation } from '#operations/operation.ts'
import { RetryCampaignBody } from '../../schemas/campaign-report-schemas.ts'
import { CampaignView } from '../../schemas/campaign-schemas.ts'
import { contextOf, toCampaignView } from './campaign-view.ts'

const hourMs = 3600_000

export const retryCampaign = operation({
  route: 'POST /campaigns/:id/retry',
  of: 'campaign',
  tag: 'Campaigns',
  scope: 'campaigns:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Send again to some people of a campaign',
  description:
    'Once it has ended: to exactly those who failed, were skipped, or did not get it, by a campaign of its own with their frozen values. Whoever got it is left alone. Asked for again it is the same campaign.',
  body: RetryCampaignBody,
  reply: { 200: CampaignView },
  async handle({ ctx, caller, id, body: { scope, codes = null, recipients = null, afterHours = 24 } }) {
    const sentBefore = scope === 'undelivered' ? new Date(Date.now() - afterHours * hourMs).toISOString() : null
    return toCampaignView(
      await retryCampaignInCore(contextOf(ctx), caller, id, { scope, codes, recipients, sentBefore }),
    )
  },
})
