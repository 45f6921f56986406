import { debugToken } from './debug-token.ts'
import { getAutomation } from './get-automation.ts'
import { getCommerceSettings } from './get-commerce-settings.ts'
import { getQrCode } from './get-qr-code.ts'
import { getSettings } from './get-settings.ts'
import { getTemplateAnalytics } from './get-template-analytics.ts'
import { listBlockedUsers } from './list-blocked-users.ts'
import { listQrCodes } from './list-qr-codes.ts'
import { listSubscribedApps } from './list-subscribed-apps.ts'
import { listTemplateLibrary } from './list-template-library.ts'

/** What Meta knows and nobody here keeps: it is read there, with the token of the number, after our own checks. */
export const reads = {
  getSettings,
  listQrCodes,
  getCommerceSettings,
  getAutomation,
  listBlockedUsers,
  getQrCode,
  listSubscribedApps,
  getTemplateAnalytics,
  listTemplateLibrary,
  debugToken,
}
