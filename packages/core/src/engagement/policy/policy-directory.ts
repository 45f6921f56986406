import { type AccountDirectory, createAccountDirectory } from '#platform/account-directory.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { PolicySettings } from './policy-settings.ts'
import { selectPolicies } from './policy-store.ts'

/**
 * Which accounts use consent, suppressions or settings of their own. The application calls `forget` on what arrives on the channel
 * `policies`; messages that are about to leave ask `recent`.
 */
export type PolicyDirectory = AccountDirectory<PolicySettings>

export const createPolicyDirectory = (worker: Queryable): PolicyDirectory =>
  createAccountDirectory(worker, selectPolicies)
