import { blockUsers } from './block-users.ts'
import { deleteQrCode } from './delete-qr-code.ts'
import { deregisterNumber } from './deregister-number.ts'
import { registerNumber } from './register-number.ts'
import { requestCode } from './request-code.ts'
import { saveQrCode } from './save-qr-code.ts'
import { subscribeApp } from './subscribe-app.ts'
import { unblockUsers } from './unblock-users.ts'
import { unsubscribeApp } from './unsubscribe-app.ts'
import { updateAutomation } from './update-automation.ts'
import { updateCommerceSettings } from './update-commerce-settings.ts'
import { updateSettings } from './update-settings.ts'
import { verifyCode } from './verify-code.ts'

/** Changes at Meta of what nobody here keeps: they go there with the token of the number, after our own checks. */
export const writes = {
  registerNumber,
  deregisterNumber,
  requestCode,
  verifyCode,
  updateSettings,
  updateCommerceSettings,
  updateAutomation,
  saveQrCode,
  deleteQrCode,
  blockUsers,
  unblockUsers,
  subscribeApp,
  unsubscribeApp,
}
