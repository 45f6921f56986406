import { getAccount } from './get-account.ts'
import { getMessage } from './get-message.ts'
import { getSummary } from './get-summary.ts'
import { listMessages } from './list-messages.ts'
import { openBillingPortal } from './open-billing-portal.ts'
import { register } from './register.ts'
import { removeCredentials } from './remove-credentials.ts'
import { removeWebhook } from './remove-webhook.ts'
import { retryMessage } from './retry-message.ts'
import { rotateKey } from './rotate-key.ts'
import { saveCredentials } from './save-credentials.ts'
import { saveWebhook } from './save-webhook.ts'
import { sendBulk } from './send-bulk.ts'
import { sendMessage } from './send-message.ts'
import { startCheckout } from './start-checkout.ts'
import { verifyCredentials } from './verify-credentials.ts'

/** In the order of the document. */
export const operations = {
  register,
  getAccount,
  saveCredentials,
  removeCredentials,
  verifyCredentials,
  rotateKey,
  saveWebhook,
  removeWebhook,
  sendMessage,
  sendBulk,
  getMessage,
  retryMessage,
  listMessages,
  getSummary,
  startCheckout,
  openBillingPortal,
}
