import type { PhoneNumber } from '@dawk/core/messaging/numbers/number.ts'
import { findNumber } from '@dawk/core/messaging/numbers/number-list.ts'
import type { Caller } from '@dawk/core/tenancy/access/caller.ts'
import type { OperationContext } from '#context.ts'
import { orNotFound } from '#operations/known-id.ts'

/** @throws GatewayError `not_found` for what is not the account's, or not among the numbers of the key */
export async function reachableNumber(
  { core }: Pick<OperationContext, 'core'>,
  caller: Pick<Caller, 'accountId' | 'numberIds'>,
  id: string,
): Promise<PhoneNumber> {
  const { numberIds } = caller
  const reaches = numberIds === null || numberIds.includes(id)
  return orNotFound(reaches ? await findNumber(core, caller, id) : null, 'number')
}
