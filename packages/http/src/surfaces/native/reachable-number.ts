import type { PhoneNumber } from '@dawk/core/messaging/numbers/number.ts'
import { findNumber } from '@dawk/core/messaging/numbers/number-list.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { HttpContext } from '#context.ts'
import { found, knownId } from '#operations/known-id.ts'

/** @throws GatewayError `not_found` for what is not the account's, or not among the numbers of the key */
export async function reachableNumber(
  { core }: Pick<HttpContext, 'core'>,
  { account, numberIds }: Principal,
  given: string,
): Promise<PhoneNumber> {
  const id = knownId(given, 'number')
  const reaches = numberIds === null || numberIds.includes(id)
  return found(reaches ? await findNumber(core, account.id, id) : null, 'number')
}
