import { getMetrics } from '@dawk/core/engagement/campaigns/outcome/metrics.ts'
import { operation } from '#operations/operation.ts'
import { CampaignMetricsView } from '../../schemas/campaign-report-schemas.ts'

export const getCampaignMetrics = operation({
  route: 'GET /campaigns/:id/metrics',
  of: 'campaign',
  tag: 'Campaigns',
  scope: 'campaigns:read',
  refuses: ['not_found'],
  summary: 'Get the figures of a campaign',
  description: 'People, not events; kept in the transaction that moves a person. By variant, by reason and by hour.',
  reply: { 200: CampaignMetricsView },
  async handle({ ctx, caller, id }) {
    const { hours, links, ...metrics } = await getMetrics(ctx.core, caller, id)
    return { ...metrics, hours: [...hours], links: [...links] }
  },
})
