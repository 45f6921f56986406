import type { CoreContext } from '#context.ts'
import type { PhoneNumber } from './number.ts'
import { selectNumber, selectNumbers } from './number-repository.ts'

type ListContext = Pick<CoreContext, 'db'>

/** The account's numbers, the sandbox one included, oldest first, or of them those of `ids`; `after` is the last id of the page before. */
export function listNumbers(
  { db }: ListContext,
  accountId: string,
  page: { after: string | null; limit: number; ids: readonly string[] | null },
): Promise<PhoneNumber[]> {
  return db.asAccounts([accountId], (tx) => selectNumbers(tx, accountId, page))
}

/** By our id; null when the account has no such number. */
export function findNumber({ db }: ListContext, accountId: string, id: string): Promise<PhoneNumber | null> {
  return db.asAccounts([accountId], (tx) => selectNumber(tx, accountId, id))
}
