import { previewCampaign as previewCampaignInCore } from '@dawk/core/engagement/campaigns/check/preview-campaign.ts'
import { operation } from '#operations/operation.ts'
import { CampaignPreviewView, PreviewCampaignBody } from '../../schemas/campaign-report-schemas.ts'
import { contextOf } from './campaign-view.ts'

export const previewCampaign = operation({
  route: 'POST /campaigns/:id/preview',
  of: 'campaign',
  tag: 'Campaigns',
  scope: 'campaigns:read',
  refuses: ['not_found', 'conflict'],
  summary: 'Preview a campaign for a contact',
  description: 'What this person would see, with their own values. Sends nothing.',
  body: PreviewCampaignBody,
  reply: { 200: CampaignPreviewView },
  async handle({ ctx, caller, id, body }) {
    const { missing, ...shown } = await previewCampaignInCore(contextOf(ctx), caller, id, body)
    return { ...shown, missing: [...missing] }
  },
})
