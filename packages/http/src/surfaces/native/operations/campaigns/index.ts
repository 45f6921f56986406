import { cancelCampaign } from './cancel-campaign.ts'
import { createCampaign } from './create-campaign.ts'
import { deleteCampaign } from './delete-campaign.ts'
import { getCampaign } from './get-campaign.ts'
import { getCampaignMetrics } from './get-campaign-metrics.ts'
import { launchCampaign } from './launch-campaign.ts'
import { listCampaignChanges } from './list-campaign-changes.ts'
import { listCampaignRecipients } from './list-campaign-recipients.ts'
import { listCampaigns } from './list-campaigns.ts'
import { pauseCampaign } from './pause-campaign.ts'
import { previewCampaign } from './preview-campaign.ts'
import { resumeCampaign } from './resume-campaign.ts'
import { retryCampaign } from './retry-campaign.ts'
import { testCampaign } from './test-campaign.ts'
import { updateCampaign } from './update-campaign.ts'
import { validateCampaign } from './validate-campaign.ts'

export const campaigns = {
  listCampaigns,
  getCampaign,
  createCampaign,
  updateCampaign,
  deleteCampaign,
  validateCampaign,
  previewCampaign,
  testCampaign,
  launchCampaign,
  pauseCampaign,
  resumeCampaign,
  cancelCampaign,
  retryCampaign,
  getCampaignMetrics,
  listCampaignRecipients,
  listCampaignChanges,
}
