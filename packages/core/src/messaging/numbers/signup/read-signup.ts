import type { CoreContext } from '#context.ts'
import type { NumberSignup } from './number-signup.ts'
import { selectSignup } from './signup-repository.ts'

/** How far the sign-up of a number has come; null: the account has begun none. */
export function readSignup(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  phoneNumberId: string,
): Promise<NumberSignup | null> {
  return db.asAccounts([accountId], (tx) => selectSignup(tx, accountId, phoneNumberId))
}
