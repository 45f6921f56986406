import type { CoreContext } from '#context.ts'
import type { Reader } from '#tenancy/access/caller.ts'
import type { PhoneNumber } from './number.ts'
import { selectNumber, selectNumbers } from './number-store.ts'

type ListContext = Pick<CoreContext, 'read'>

/** The account's numbers, the sandbox one included, oldest first, or of them those of `ids`; `after` is the last id of the page before. */
export function listNumbers(
  { read }: ListContext,
  { accountId }: Reader,
  page: { after: string | null; limit: number; ids: readonly string[] | null },
): Promise<PhoneNumber[]> {
  return read({ accountId }, (db) => selectNumbers(db, accountId, page))
}

/** By our id; null when the account has no such number. */
export function findNumber({ read }: ListContext, { accountId }: Reader, id: string): Promise<PhoneNumber | null> {
  return read({ accountId }, (db) => selectNumber(db, accountId, id))
}
