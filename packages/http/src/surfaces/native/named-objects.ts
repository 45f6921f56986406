import { findWamids } from '@dawk/core/messaging/messages/message-list-store.ts'
import type { SendRequest } from '@dawk/core/messaging/messages/send/send-request.ts'
import { findSendingNumber } from '@dawk/core/messaging/numbers/find-sending-number.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { isId } from '@dawk/core/platform/ids.ts'
import { defaultNumberOf } from '@dawk/core/tenancy/access/default-number.ts'
import type { Principal, SendingNumber } from '@dawk/core/tenancy/access/principal.ts'
import type { OperationContext } from '#context.ts'
import { type ReadSend, toSendRequest } from './translate-messages.ts'

/** Makes the requests of what was read; each number and message that they name is looked up once. */
export interface NamedObjects {
  /** @throws GatewayError `invalid_request`, `forbidden`, `number_not_connected` */
  complete(read: ReadSend, idempotency: SendRequest['idempotency']): Promise<SendRequest>
}

export async function lookUpNamed(
  ctx: Pick<OperationContext, 'core' | 'numbers'>,
  principal: Principal,
  reads: readonly ReadSend[],
): Promise<NamedObjects> {
  const ids = reads.flatMap((read) => [read.replyTo, reactedTo(read)]).filter((id) => id !== null && isId(id))
  const wamids = await findWamids(ctx.core, { accountId: principal.account.id }, [...new Set(ids as string[])])
  const numbers = new Map<string | null, Promise<SendingNumber>>()
  const numberOf = (from: string | null) => {
    const number = numbers.get(from) ?? findNumber(ctx, principal, from)
    numbers.set(from, number)
    return number
  }
  const wamidOf = (id: string | null, field: string) => {
    if (id === null || !isId(id)) return id
    const wamid = wamids.get(id.toLowerCase())
    if (wamid !== undefined) return wamid
    const details = [{ field, message: 'is no message of this account that WhatsApp has taken' }]
    throw new GatewayError('invalid_request', 'Validation failed.', { details })
  }
  return {
    async complete(read, idempotency) {
      const replyTo = wamidOf(read.replyTo, 'replyTo')
      const reaction = wamidOf(reactedTo(read), 'reaction.messageId')
      return toSendRequest(read, await numberOf(read.from), { replyTo, reaction }, idempotency)
    },
  }
}

function reactedTo({ content }: ReadSend): string | null {
  const reaction = content['reaction'] as { message_id?: unknown } | undefined
  return typeof reaction?.message_id === 'string' ? reaction.message_id : null
}

async function findNumber(
  ctx: Pick<OperationContext, 'core' | 'numbers'>,
  principal: Principal,
  from: string | null,
): Promise<SendingNumber> {
  if (from === null) return defaultNumberOf(principal, 'POST /v1/numbers')
  const number = await findSendingNumber({ ...ctx.core, numbers: ctx.numbers }, principal, from)
  if (number) return number
  const details = [{ field: 'from', message: 'is no number of this account' }]
  throw new GatewayError('invalid_request', 'Validation failed.', { details })
}
