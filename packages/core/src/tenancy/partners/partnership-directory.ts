import { type AccountDirectory, createAccountDirectory } from '#platform/account-directory.ts'
import type { Queryable } from '#platform/database/queryable.ts'
import { type PartnershipRow, selectPartnerships } from './child-store.ts'

/** Which accounts are partners, have one, or are suspended. Of all others nothing is asked. */
export type Partnership = PartnershipRow
export type PartnershipDirectory = AccountDirectory<Partnership>

/** The application calls `forget` on what arrives on the channel `partners`. */
export const createPartnershipDirectory = (worker: Queryable): PartnershipDirectory =>
  createAccountDirectory(
    worker,
    async (db, accountIds) => new Map((await selectPartnerships(db, accountIds)).map((row) => [row.accountId, row])),
  )
