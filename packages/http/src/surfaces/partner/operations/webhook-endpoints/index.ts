import { changePartnerWebhook } from './change-partner-webhook.ts'
import { createPartnerWebhook } from './create-partner-webhook.ts'
import { deletePartnerWebhook } from './delete-partner-webhook.ts'
import { getPartnerWebhook } from './get-partner-webhook.ts'
import { listPartnerWebhooks } from './list-partner-webhooks.ts'
import { rotatePartnerWebhookSecret } from './rotate-partner-webhook-secret.ts'
import { testPartnerWebhook } from './test-partner-webhook.ts'

export const webhookEndpoints = {
  listPartnerWebhooks,
  createPartnerWebhook,
  getPartnerWebhook,
  changePartnerWebhook,
  deletePartnerWebhook,
  rotatePartnerWebhookSecret,
  testPartnerWebhook,
}
