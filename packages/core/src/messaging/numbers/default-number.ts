import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { isId } from '#platform/ids.ts'
import { rejectField } from '#tenancy/members/member.ts'
import { selectNumber } from './number-store.ts'

/**
 * Whether the account may send from the number when a request names none: the number is its own and verified.
 * @throws GatewayError `invalid_request`
 */
export async function assertMayBeDefault(
  ctx: Pick<CoreContext, 'read'>,
  accountId: string,
  numberId: string,
): Promise<void> {
  const find = (tx: Queryable) => (isId(numberId) ? selectNumber(tx, accountId, numberId) : null)
  const number = await ctx.read({ accountId }, async (tx) => find(tx))
  if (!number) throw rejectField('defaultNumberId', 'is no number of this account')
  if (number.sandbox || number.verifiedAt !== null) return
  throw rejectField('defaultNumberId', `is not verified yet: POST /v1/numbers/${number.id}/verify`)
}
