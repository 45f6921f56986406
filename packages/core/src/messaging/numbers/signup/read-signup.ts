import type { CoreContext } from '#context.ts'
import type { Reader } from '#tenancy/access/caller.ts'
import type { NumberSignup } from './number-signup.ts'
import { selectSignup } from './signup-repository.ts'

/** How far the sign-up of a number has come; null: the account has begun none. */
export function readSignup(
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  phoneNumberId: string,
): Promise<NumberSignup | null> {
  return read({ accountId }, (db) => selectSignup(db, accountId, phoneNumberId))
}
