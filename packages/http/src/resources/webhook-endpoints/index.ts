import { changeWebhookEndpoint } from './change-webhook-endpoint.ts'
import { createWebhookEndpoint } from './create-webhook-endpoint.ts'
import { deleteWebhookEndpoint } from './delete-webhook-endpoint.ts'
import { getWebhookEndpoint } from './get-webhook-endpoint.ts'
import { listWebhookEndpoints } from './list-webhook-endpoints.ts'
import { revokePreviousWebhookSecret } from './revoke-previous-webhook-secret.ts'
import { rotateWebhookSecret } from './rotate-webhook-secret.ts'
import { testWebhookEndpoint } from './test-webhook-endpoint.ts'

export const webhookEndpoints = {
  listWebhookEndpoints,
  getWebhookEndpoint,
  createWebhookEndpoint,
  changeWebhookEndpoint,
  deleteWebhookEndpoint,
  testWebhookEndpoint,
  rotateWebhookSecret,
  revokePreviousWebhookSecret,
}
