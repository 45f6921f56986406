import type { CoreContext } from '#context.ts'
import type { AccountFiles } from '#messaging/media/account-files.ts'
import { type Caller, trustedCaller } from '#tenancy/access/caller.ts'
import type { StoredImport } from './import-store.ts'

/** What imports need from their surroundings. */
export interface ImportContext extends Pick<CoreContext, 'read' | 'transaction' | 'worker' | 'secrets' | 'log'> {
  files: AccountFiles
}

/** Whoever uploaded the file: in their name the rows are written. */
export const importerOf = ({ accountId, createdBy }: Pick<StoredImport, 'accountId' | 'createdBy'>): Caller =>
  trustedCaller(accountId, createdBy)
