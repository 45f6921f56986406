import type { CoreContext } from '#context.ts'
import type { AccountFiles } from '#messaging/media/account-files.ts'
import { trustedCaller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import type { StoredImport } from './import-store.ts'

/** What imports need from their surroundings. */
export interface ImportContext extends Pick<CoreContext, 'read' | 'transaction' | 'worker' | 'secrets' | 'log'> {
  files: AccountFiles
}

/**
 * Works in the name of whoever uploaded the file, under the role of workers: where row-level security lists the accounts of a
 * statement, PostgreSQL looks up a key of a table that was not analyzed yet by going through all rows of the account.
 */
export const asImporter = <T>(
  { worker }: Pick<ImportContext, 'worker'>,
  { accountId, createdBy }: Pick<StoredImport, 'accountId' | 'createdBy'>,
  work: (tx: UnitOfWork) => Promise<T>,
): Promise<T> => worker.transaction((tx) => work(tx.as(trustedCaller(accountId, createdBy))))
