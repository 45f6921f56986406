import { findSendingNumber } from '@dawk/core/messaging/numbers/find-sending-number.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { Principal, SendingNumber } from '@dawk/core/tenancy/access/principal.ts'
import type { OperationContext } from '#context.ts'

/** The number that `source` names. @throws GatewayError `invalid_request` also when it is another account's */
export async function sourceOf(
  { core, numbers }: Pick<OperationContext, 'core' | 'numbers'>,
  principal: Principal,
  source: string,
): Promise<SendingNumber> {
  const number = await findSendingNumber({ ...core, numbers }, principal, source)
  if (number) return number
  const details = [{ field: 'source', message: 'is not a number of this account' }]
  throw new GatewayError('invalid_request', 'Validation failed.', { details })
}
