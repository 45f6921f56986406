import { eraseAccount } from './erase-account.ts'
import { eraseContact } from './erase-contact.ts'
import { exportAccount } from './export-account.ts'
import { exportContact } from './export-contact.ts'
import { getAccountErasure } from './get-account-erasure.ts'
import { getRetention } from './get-retention.ts'
import { undoAccountErasure } from './undo-account-erasure.ts'
import { updateRetention } from './update-retention.ts'

export const privacy = {
  exportContact,
  eraseContact,
  exportAccount,
  eraseAccount,
  getAccountErasure,
  undoAccountErasure,
  getRetention,
  updateRetention,
}
