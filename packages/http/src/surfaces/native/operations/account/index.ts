import { getAccount } from './get-account.ts'
import { updateAccount } from './update-account.ts'

export const account = { getAccount, updateAccount }
