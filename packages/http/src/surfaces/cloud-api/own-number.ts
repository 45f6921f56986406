import type { CallOutcome } from '@dawk/cloud-api/client.ts'
import type { NumberRow } from '@dawk/core/messaging/numbers/number.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { assertMayUseNumber, type SendingNumber } from '@dawk/core/tenancy/access/principal.ts'
import type { FastifyRequest } from 'fastify'
import { principalOf } from '#auth/authentication.ts'
import type { OperationContext } from '#context.ts'
import { GraphRefusal, unsupported } from './errors.ts'

/** The account's number of this id of Meta's. @throws GraphRefusal also when it is another account's; GatewayError `forbidden` when the key may not use it */
export async function ownNumberOf(
  { numbers }: Pick<OperationContext, 'numbers'>,
  request: FastifyRequest,
  phoneNumberId: string,
): Promise<NumberRow & SendingNumber> {
  const principal = principalOf(request)
  const isId = /^\d{1,32}$/.test(phoneNumberId)
  const number = isId ? await numbers.ofAccount(principal.account.id, phoneNumberId) : null
  if (number === null) throw unsupported(request.method, phoneNumberId)
  assertMayUseNumber(principal, number)
  return principal.numberIds === null ? number : { ...number, bound: true }
}

/** What Meta answered. @throws GraphRefusal in Meta's words, GatewayError `upstream_unavailable` */
export function dataOf<Data>(outcome: CallOutcome<Data>): Data {
  if (outcome.ok) return outcome.data
  if (outcome.unreachable)
    throw new GatewayError('upstream_unavailable', 'Meta could not be reached, or gave no readable answer.', {
      cause: outcome.cause,
    })
  throw new GraphRefusal(outcome.httpStatus, outcome.error, outcome.beside)
}
