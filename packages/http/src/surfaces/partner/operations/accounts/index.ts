import { closeChildAccount } from './close-child-account.ts'
import { createChildAccount } from './create-child-account.ts'
import { findChildAccount } from './find-child-account.ts'
import { getChildAccount } from './get-child-account.ts'
import { listChildAccounts } from './list-child-accounts.ts'
import { reopenChildAccount } from './reopen-child-account.ts'
import { resumeChildAccount } from './resume-child-account.ts'
import { suspendChildAccount } from './suspend-child-account.ts'
import { updateChildAccount } from './update-child-account.ts'

export const accounts = {
  listChildAccounts,
  createChildAccount,
  findChildAccount,
  getChildAccount,
  updateChildAccount,
  closeChildAccount,
  reopenChildAccount,
  suspendChildAccount,
  resumeChildAccount,
}
