import type { CoreContext } from '#context.ts'
import { isId } from '#platform/ids.ts'
import { assertMayUseNumber, type Principal, type SendingNumber } from '#tenancy/access/principal.ts'
import type { NumberDirectory } from './number-directory.ts'
import { findNumberByName } from './number-store.ts'

type FindContext = Pick<CoreContext, 'read'> & { numbers: Pick<NumberDirectory, 'byPhoneNumberId'> }

/**
 * The account's number that a caller names by Meta's phone number id, by our id, or by its own phone number, also
 * as it is displayed. Null: the account has no such number, whoever else may have it.
 * @throws GatewayError `forbidden` when the key may not use it
 */
export async function findSendingNumber(
  ctx: FindContext,
  principal: Principal,
  name: string,
): Promise<SendingNumber | null> {
  if (principal.number?.phoneNumberId === name) return principal.number
  const number = await findByName(ctx, principal.account.id, name)
  if (number === null) return null
  assertMayUseNumber(principal, number)
  return principal.numberIds === null ? number : { ...number, bound: true }
}

async function findByName(
  { read, numbers }: FindContext,
  accountId: string,
  name: string,
): Promise<SendingNumber | null> {
  const own = isId(name) ? name.toLowerCase() : name.replace(/^\+/, '').replace(/[\s().-]/g, '')
  if (!isId(own) && !/^\d{1,32}$/.test(own)) return null
  const known = own === name ? (await numbers.byPhoneNumberId([name])).get(name) : undefined
  if (known?.accountId === accountId) return known
  return read({ accountId }, (db) => findNumberByName(db, accountId, own))
}
