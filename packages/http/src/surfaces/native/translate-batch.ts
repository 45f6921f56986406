import { setImmediate } from 'node:timers/promises'
import { priorities } from '@dawk/core/messaging/messages/message.ts'
import {
  type AcceptedBatch,
  assertBatchFits,
  type RefusedItem,
  toRefusedItem,
} from '@dawk/core/messaging/messages/send/accept-batch.ts'
import type { SendBatch, SendItem } from '@dawk/core/messaging/messages/send/send-message.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { OperationContext } from '#context.ts'
import { toValidationError } from '#errors/failures.ts'
import { toProblemView } from '#resources/problem-view.ts'
import { lookUpNamed } from './named-objects.ts'
import type { SendBody } from './schemas/message-schemas.ts'
import { type ReadSend, readSend } from './translate-messages.ts'

/** Items checked per turn of the event loop; other requests run in between. */
const itemsPerTurn = 250

type CheckShape = ((item: unknown) => boolean) & { errors?: Parameters<typeof toValidationError>[0] | null }

interface GivenBatch {
  messages: readonly unknown[]
  idempotency: SendBatch['idempotency']
  checkShape: CheckShape
}

/**
 * Each item is checked by itself: what is wrong with one does not hold up the others.
 * @throws GatewayError `invalid_request` for the request as a whole
 */
export async function toBatch(
  ctx: Pick<OperationContext, 'core' | 'numbers'>,
  principal: Principal,
  { messages, idempotency, checkShape }: GivenBatch,
): Promise<SendBatch> {
  assertBatchFits(principal.account.plan, messages.length)
  const reads: { index: number; read: ReadSend }[] = []
  const refused: RefusedItem[] = []
  for (const [index, item] of messages.entries()) {
    if (index % itemsPerTurn === itemsPerTurn - 1) await setImmediate()
    const read = refusalOf(() => readItem(principal, item, checkShape))
    if (read instanceof GatewayError) refused.push(toRefusedItem(index, read))
    else reads.push({ index, read })
  }
  const named = await lookUpNamed(
    ctx,
    principal,
    reads.map(({ read }) => read),
  )
  const items: SendItem[] = []
  for (const { index, read } of reads) {
    const request = await named.complete(read, null).catch(toRefusal)
    if (request instanceof GatewayError) refused.push(toRefusedItem(index, request))
    else items.push({ index, request: { ...request, priority: request.priority ?? priorities.bulk } })
  }
  return { accountId: principal.account.id, items, refused, idempotency }
}

function readItem(principal: Principal, item: unknown, checkShape: CheckShape): ReadSend {
  if (!checkShape(item)) throw toValidationError(checkShape.errors ?? [], 'message')
  return readSend(principal, item as SendBody)
}

function refusalOf<Answer>(read: () => Answer): Answer | GatewayError {
  try {
    return read()
  } catch (error) {
    return toRefusal(error)
  }
}

/** What speaks of the one item; anything else fails the request. */
function toRefusal(error: unknown): GatewayError {
  const codes = ['invalid_request', 'forbidden', 'number_not_connected']
  if (error instanceof GatewayError && codes.includes(error.code)) return error
  throw error
}

/** @param ids of the messages that were accepted, in the order of the request */
export function toBatchView({ batchId, queued, refused }: AcceptedBatch, count: number, ids: readonly string[]) {
  const refusals = new Map(refused.map((item) => [item.index, item]))
  const accepted = ids.values()
  return {
    batchId,
    accepted: queued,
    refused: refused.length,
    results: Array.from({ length: count }, (_, index) => {
      const refusal = refusals.get(index)
      if (!refusal) return { index, id: accepted.next().value ?? null, error: null }
      return { index, id: null, error: toItemProblem(refusal) }
    }),
  }
}

const toItemProblem = ({ code, error, details }: RefusedItem) => ({
  code,
  detail: error,
  errors: details.map(toProblemView),
})
