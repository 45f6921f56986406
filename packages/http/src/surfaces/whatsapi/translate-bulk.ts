import { setImmediate } from 'node:timers/promises'
import { priorities } from '@dawk/core/messaging/messages/message.ts'
import {
  type AcceptedBatch,
  assertBatchFits,
  type RefusedItem,
  toRefusedItem,
} from '@dawk/core/messaging/messages/send/accept-batch.ts'
import type { SendBatch, SendItem } from '@dawk/core/messaging/messages/send/send-message.ts'
import type { SendRequest } from '@dawk/core/messaging/messages/send/send-request.ts'
import { type FieldProblem, GatewayError } from '@dawk/core/platform/errors.ts'
import { defaultNumberOf } from '@dawk/core/tenancy/access/default-number.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import { toValidationError } from '#errors/failures.ts'
import { fingerprintOf, readIdempotencyKey } from '#requests/idempotency-key.ts'
import type { SendMessageBody } from './schemas.ts'
import { connects, toSendRequest } from './translate.ts'

/** Items checked per turn of the event loop; other requests run in between. */
const itemsPerTurn = 250

type CheckShape = ((item: unknown) => boolean) & { errors?: Parameters<typeof toValidationError>[0] | null }

export interface BulkRequest {
  messages: readonly unknown[]
  idempotencyKey: string | undefined
  rawBody: Buffer | null
}

/**
 * Each item is checked by itself: what is wrong with one does not hold up the others.
 * @throws GatewayError `invalid_request` for the request as a whole, `number_not_connected`
 */
export async function toBatch(principal: Principal, request: BulkRequest, checkShape: CheckShape): Promise<SendBatch> {
  assertBatchFits(principal.account.plan, request.messages.length)
  const idempotency = readIdempotency(request)
  defaultNumberOf(principal, connects)
  const items: SendItem[] = []
  const refused: RefusedItem[] = []
  for (const [index, item] of request.messages.entries()) {
    if (index % itemsPerTurn === itemsPerTurn - 1) await setImmediate()
    const read = readItem(principal, item, checkShape)
    if (read instanceof GatewayError) refused.push(toRefusedItem(index, read))
    else items.push({ index, request: { ...read, priority: priorities.bulk } })
  }
  return { accountId: principal.account.id, items, refused, idempotency }
}

function readItem(principal: Principal, item: unknown, checkShape: CheckShape): SendRequest | GatewayError {
  if (!checkShape(item)) return toValidationError(checkShape.errors ?? [], 'messages')
  try {
    return toSendRequest(principal, { body: item as SendMessageBody, idempotencyKey: undefined, rawBody: null })
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'invalid_request') return error
    throw error
  }
}

function readIdempotency({ idempotencyKey, rawBody }: BulkRequest): SendBatch['idempotency'] {
  const problems: FieldProblem[] = []
  const key = readIdempotencyKey(idempotencyKey, problems)
  if (problems.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details: problems })
  return key === null ? null : { key, fingerprint: fingerprintOf('POST\n/messages/bulk', rawBody) }
}

export function toBulkReply({ batchId, queued, refused }: AcceptedBatch) {
  const failed = refused.map(({ index, error, details }) => ({ index, error, details: [...details] }))
  const counts = { batchId, totalMessages: queued + failed.length, queued, failedCount: failed.length }
  return { success: true as const, data: { ...counts, ...(failed.length > 0 && { failed }) } }
}
