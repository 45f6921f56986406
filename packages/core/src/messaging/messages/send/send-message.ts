import { setImmediate } from 'node:timers/promises'
import { type ErrorCode, GatewayError } from '#platform/errors.ts'
import { priorities } from '../message.ts'
import { type AcceptedBatch, type Batch, type RefusedItem, toRefusedItem } from './accept-batch.ts'
import { assertSendable } from './check-content.ts'
import type { AcceptedMessage, SendCommand } from './send-command.ts'
import type { Refinement, SendCheck, SendRequest } from './send-request.ts'

export interface SendItem {
  /** Place in the caller's request, from 0. */
  index: number
  request: SendRequest
}

export interface SendBatch {
  accountId: string
  /** Their own idempotency and batch id are not looked at. */
  items: readonly SendItem[]
  /** What the dialect refused already: part of the answer, and of its repetition. */
  refused: readonly RefusedItem[]
  idempotency: SendRequest['idempotency']
}

export interface SendMessages {
  /**
   * Checks and accepts one message.
   * @throws GatewayError what a check refuses with, or `lane_paused`, `idempotency_mismatch`, `overloaded`,
   * `database_unavailable`
   */
  send(request: SendRequest): Promise<AcceptedMessage>
  /**
   * Checks each by itself, as single sends are, and accepts all that pass in one transaction.
   * @throws GatewayError for the batch as a whole: `lane_paused`, `idempotency_mismatch`, `overloaded`, `database_unavailable`
   */
  sendBatch(batch: SendBatch): Promise<AcceptedBatch>
  /**
   * Checks each by itself and accepts none: for those who accept in a transaction of their own. Answers by place.
   * @throws GatewayError for all of them, such as `database_unavailable`
   */
  check(requests: readonly SendRequest[]): Promise<(SendCommand | GatewayError)[]>
}

interface Parts {
  acceptor: { accept(command: SendCommand): Promise<AcceptedMessage> }
  batches: { acceptBatch(batch: Batch): Promise<AcceptedBatch> }
  /** In the order given, after the check of the content. */
  checks: readonly SendCheck[]
}

/** Items checked per turn of the event loop. Their database look-ups are batched; other requests run in between. */
const itemsPerTurn = 250

/** The one way into the queue for all dialects. */
export function createSendMessage({ acceptor, batches, checks: more }: Parts): SendMessages {
  const checks = [assertSendable, ...more]

  async function send(request: SendRequest): Promise<AcceptedMessage> {
    const refined = refine(request, checks)
    return acceptor.accept(toCommand(refined instanceof Promise ? await refined : refined))
  }

  async function sendBatch({ accountId, items, refused: before, idempotency }: SendBatch): Promise<AcceptedBatch> {
    const commands: SendCommand[] = []
    const indexes: number[] = []
    const refused = [...before]
    const checked = await check(items.map(({ request }) => request))
    for (const [place, { index }] of items.entries()) {
      const outcome = checked[place]
      if (outcome instanceof GatewayError) refused.push(toRefusedItem(index, outcome))
      else if (outcome) {
        commands.push(outcome)
        indexes.push(index)
      }
    }
    refused.sort((a, b) => a.index - b.index)
    return batches.acceptBatch({ accountId, commands, indexes, refused, idempotency })
  }

  async function check(requests: readonly SendRequest[]): Promise<(SendCommand | GatewayError)[]> {
    const outcomes: (SendCommand | GatewayError)[] = []
    for (let start = 0; start < requests.length; start += itemsPerTurn) {
      if (start > 0) await setImmediate()
      const turn = requests.slice(start, start + itemsPerTurn)
      const checked = await Promise.all(turn.map((request) => refineItem(request, checks)))
      for (const outcome of checked) outcomes.push(outcome instanceof GatewayError ? outcome : toCommand(outcome))
    }
    return outcomes
  }

  return { send, sendBatch, check }
}

/** Runs the checks from `first` on; a promise only when one of them had to wait. */
function refine(request: SendRequest, checks: readonly SendCheck[], first = 0): SendRequest | Promise<SendRequest> {
  let refined = request
  for (let index = first; index < checks.length; index += 1) {
    const learned = checks[index]?.(refined)
    if (learned instanceof Promise) return resume(refined, learned, checks, index + 1)
    refined = withLearned(refined, learned)
  }
  return refined
}

async function resume(
  request: SendRequest,
  learned: Promise<Refinement | undefined>,
  checks: readonly SendCheck[],
  next: number,
): Promise<SendRequest> {
  return refine(withLearned(request, await learned), checks, next)
}

/** The caller's own priority stays: bulk remains bulk. */
function withLearned(request: SendRequest, learned: Refinement | undefined): SendRequest {
  if (learned === undefined) return request
  return { ...request, ...learned, ...(request.priority !== undefined && { priority: request.priority }) }
}

/** Refusals that speak of the one item; any other fails the batch. */
const itemRefusals = new Set<ErrorCode>([
  'invalid_request',
  'not_found',
  'conflict',
  'forbidden',
  'window_closed',
  'template_mismatch',
  'media_refused',
  'not_sendable',
  'insufficient_balance',
])

async function refineItem(request: SendRequest, checks: readonly SendCheck[]): Promise<SendRequest | GatewayError> {
  try {
    return await refine(request, checks)
  } catch (error) {
    if (error instanceof GatewayError && itemRefusals.has(error.code)) return error
    throw error
  }
}

/** Member by member: copying the rest of an object costs a multiple of it. */
function toCommand(request: SendRequest): SendCommand {
  const { number, type, priority } = request
  return {
    accountId: request.accountId,
    numberId: number.id,
    laneId: number.laneId,
    to: request.to,
    type,
    content: request.content,
    priority: priority ?? (type === 'template' ? priorities.utility : priorities.reply),
    metadata: request.metadata,
    sendAt: request.sendAt,
    dryRun: request.dryRun,
    policy: request.policy,
    batchId: request.batchId,
    idempotency: request.idempotency,
    ...(request.hold && { hold: request.hold }),
    ...(request.messageId && { messageId: request.messageId }),
  }
}
