import { type AccountDirectory, createAccountDirectory } from '#platform/account-directory.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { InboxSettings } from './inbox-settings.ts'
import { selectInboxSettings } from './inbox-settings-store.ts'

/** Which accounts have set anything for their inbox. The application calls `forget` on what arrives on the channel `inbox`. */
export type InboxDirectory = AccountDirectory<InboxSettings>

export function createInboxDirectory(worker: Queryable): InboxDirectory {
  const directory = createAccountDirectory(worker, selectInboxSettings)
  const find: InboxDirectory['find'] = async (accountId) =>
    (await directory.findAll([accountId], worker)).get(accountId) ?? null
  return { ...directory, find }
}
