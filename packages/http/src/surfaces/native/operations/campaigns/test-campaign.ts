import { testCampaign as testCampaignInCore } from '@dawk/core/engagement/campaigns/check/preview-campaign.ts'
import { operation } from '#operations/operation.ts'
import { TestCampaignBody, TestCampaignView } from '../../schemas/campaign-report-schemas.ts'
import { contextOf } from './campaign-view.ts'

export const testCampaign = operation({
  route: 'POST /campaigns/:id/test',
  of: 'campaign',
  tag: 'Campaigns',
  scope: 'campaigns:write',
  refuses: ['not_found'],
  summary: 'Send a campaign to some contacts as a test',
  description:
    'At once, with their own values, apart from its audience and figures. A person who may not be sent it has an `error`.',
  body: TestCampaignBody,
  reply: { 200: TestCampaignView },
  handle: async ({ ctx, caller, id, body }) => ({
    results: await testCampaignInCore(contextOf(ctx), caller, id, body),
  }),
})
