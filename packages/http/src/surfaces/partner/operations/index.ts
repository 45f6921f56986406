import { access } from './access/index.ts'
import { accounts } from './accounts/index.ts'
import { getPartnerEvent } from './events/get-partner-event.ts'
import { listPartnerAuditLog } from './events/list-partner-audit-log.ts'
import { listPartnerEvents } from './events/list-partner-events.ts'
import { getPartner } from './get-partner.ts'
import { onboarding } from './onboarding/index.ts'
import { usage } from './usage/index.ts'
import { wallets } from './wallets/index.ts'
import { webhookEndpoints } from './webhook-endpoints/index.ts'

/** Every operation for partners, in the order of its document. */
export const operations = {
  getPartner,
  ...accounts,
  ...access,
  ...onboarding,
  ...wallets,
  ...usage,
  listPartnerEvents,
  getPartnerEvent,
  ...webhookEndpoints,
  listPartnerAuditLog,
}
