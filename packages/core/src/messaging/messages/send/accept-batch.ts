import type { CoreContext } from '#context.ts'
import type { QueuedDelivery } from '#events/record-events.ts'
import type { Queryable } from '#platform/database/database.ts'
import { createGroupCommit } from '#platform/database/group-commit.ts'
import { type ErrorCode, type FieldProblem, GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { refuseLane } from '#platform/lanes/paused-lanes.ts'
import { limitsOf, type Plan } from '#tenancy/accounts/plans.ts'
import { insertMessages, keySpan, rethrow } from './accept-message.ts'
import { HoldsRefused, holdFor, type MessageHolds, withPayers } from './message-holds.ts'
import type { SendCommand } from './send-command.ts'

/** A statement takes so many: the JSON of a batch is never in memory as a whole, and other requests get their turn. */
const messagesPerStatement = 500
/** Single sends share the database's connections with batches: these two at a time, the rest wait, beyond that 503. */
const concurrency = 2
const maxPending = 32

export interface RefusedItem {
  /** Place in the request, from 0. */
  index: number
  code: ErrorCode
  error: string
  details: readonly FieldProblem[]
}

export function toRefusedItem(index: number, { code, message, details }: GatewayError): RefusedItem {
  return { index, code, error: message, details }
}

export interface Batch {
  accountId: string
  /** What is to be sent; their own idempotency and batch id are not looked at. */
  commands: readonly SendCommand[]
  /** Their places in the request, from 0. */
  indexes: readonly number[]
  /** What the request asked for and was refused already: part of the answer, and of its repetition. */
  refused: readonly RefusedItem[]
  idempotency: SendCommand['idempotency']
}

export interface AcceptedBatch {
  batchId: string
  queued: number
  refused: readonly RefusedItem[]
  /** True when the idempotency key was known: nothing was queued, this is the first answer. */
  replayed: boolean
}

/** @throws GatewayError `invalid_request` about the field when the plan does not allow so many messages at once */
export function assertBatchFits(plan: Plan, count: number, field = 'messages'): void {
  const limit = limitsOf(plan).bulkMessages
  if (count <= limit) return
  const message = `must have at most ${limit} messages on the plan ${plan}`
  throw new GatewayError('invalid_request', 'Validation failed.', { details: [{ field, message }] })
}

/**
 * Accepts many messages under one batch id, with their lane items, and the answer under its idempotency key, in one
 * transaction: after a crash either all of them are there or none, and repeating the key gives the first answer.
 */
export function createBatchAcceptor(ctx: BatchContext) {
  const commits = createGroupCommit<Batch, AcceptedBatch>({
    flush: async (batches) => Promise.all(batches.map((batch) => store(ctx, batch))),
    maxBatch: 1,
    maxPending,
    concurrency,
  })

  /**
   * @throws GatewayError `lane_paused` while sending from a number is paused, `idempotency_mismatch` when the key was used
   * for another request, `overloaded`, `database_unavailable`
   */
  const acceptBatch = (batch: Batch): Promise<AcceptedBatch> => commits.add(batch).catch(rethrow)
  return { acceptBatch }
}

type BatchContext = Pick<CoreContext, 'db' | 'wakeLanes'> & {
  /** Absent: messages cost nothing here. */
  holds?: MessageHolds
}

/** Another request stored its answer under the key while this one ran. */
class KeyTaken extends Error {}

/** A message with its id, and its place in the request. */
interface Acceptance {
  id: string
  index: number
  command: SendCommand
}

/** Those that nobody can pay for are refused, and the rest is accepted without them. */
async function store(ctx: BatchContext, batch: Batch): Promise<AcceptedBatch> {
  const batchId = newId()
  let acceptances = batch.commands.map((command, place) => ({
    id: newId(),
    index: batch.indexes[place] ?? place,
    command: { ...command, batchId, idempotency: null },
  }))
  let { refused } = batch
  while (true) {
    try {
      return await storeTogether(ctx, { ...batch, refused }, { batchId, acceptances })
    } catch (error) {
      if (!(error instanceof HoldsRefused)) throw error
      refused = [...refused, ...toRefusedItems(acceptances, error)].toSorted((a, b) => a.index - b.index)
      acceptances = acceptances.filter(({ id }) => !error.refused.has(id))
    }
  }
}

const toRefusedItems = (acceptances: readonly Acceptance[], { refused }: HoldsRefused): RefusedItem[] =>
  acceptances.flatMap(({ id, index }) => {
    const error = refused.get(id)
    return error ? [toRefusedItem(index, error)] : []
  })

interface Accepting {
  batchId: string
  acceptances: readonly Acceptance[]
}

async function storeTogether(ctx: BatchContext, batch: Batch, accepting: Accepting): Promise<AcceptedBatch> {
  let deliveries: QueuedDelivery[] = []
  const inTransaction = () =>
    ctx.db.asAccounts(withPayers([batch.accountId], batch.commands), async (tx) => {
      deliveries = []
      return storeOnce(tx, batch, {
        ...accepting,
        hold: async (held) => void deliveries.push(...(await holdFor(tx, ctx.holds, held))),
      })
    })
  const answer = await inTransaction().catch((error) => {
    if (error instanceof KeyTaken) return inTransaction() // now it finds the other's answer
    throw error
  })
  const leaving = accepting.acceptances.filter(({ command }) => command.sendAt === null)
  const lanes = [...leaving.map(({ command }) => command.laneId), ...deliveries.map(({ item }) => item.laneId)]
  if (!answer.replayed) ctx.wakeLanes([...new Set(lanes)])
  return answer
}

/** The key comes last: a single send with the same key would have to wait for all of this. */
async function storeOnce(
  tx: Queryable,
  batch: Batch,
  { batchId, acceptances, hold }: Accepting & { hold(held: readonly Acceptance[]): Promise<void> },
): Promise<AcceptedBatch> {
  const earlier = await findEarlier(tx, batch)
  if (earlier) return { ...earlier, replayed: true }
  await assertLanesOpen(tx, batch.commands)
  for (let start = 0; start < acceptances.length; start += messagesPerStatement)
    await insertMessages(tx.query, acceptances.slice(start, start + messagesPerStatement))
  await hold(acceptances)
  const answer = { batchId, queued: acceptances.length, refused: batch.refused }
  await keepAnswer(tx, batch, answer)
  return { ...answer, replayed: false }
}

type Answer = Omit<AcceptedBatch, 'replayed'>

async function findEarlier(tx: Queryable, { accountId, idempotency }: Batch): Promise<Answer | null> {
  if (idempotency === null) return null
  const { rows } = await tx.query<{ fingerprint: string; result: Answer }>(
    `select encode(fingerprint, 'hex') as fingerprint, result from idempotency_keys
      where account_id = $1 and key = $2 and created_at >= now() - interval '24 hours'`,
    [accountId, idempotency.key],
  )
  if (!rows[0]) return null
  if (rows[0].fingerprint === idempotency.fingerprint.toString('hex')) return rows[0].result
  throw new GatewayError('idempotency_mismatch', 'This Idempotency-Key was already used with a different request.')
}

/** The batch stands in for its messages as what the key made. */
async function keepAnswer(tx: Queryable, { accountId, idempotency }: Batch, answer: Answer): Promise<void> {
  if (idempotency === null) return
  const { rows } = await tx.query(
    `insert into idempotency_keys as k (account_id, key, fingerprint, message_id, result, created_at)
     values ($1, $2, decode($3, 'hex'), $4, $5::jsonb, $6::timestamptz)
     on conflict (account_id, key) do update
        set fingerprint = excluded.fingerprint, message_id = excluded.message_id, result = excluded.result,
            created_at = excluded.created_at
      where k.created_at < $7::timestamptz
     returning key`,
    [
      accountId,
      idempotency.key,
      idempotency.fingerprint.toString('hex'),
      answer.batchId,
      JSON.stringify(answer),
      ...keySpan(),
    ],
  )
  if (rows.length === 0) throw new KeyTaken('the key was taken meanwhile')
}

async function assertLanesOpen(tx: Queryable, commands: readonly SendCommand[]): Promise<void> {
  const leaving = commands.filter(({ sendAt, dryRun }) => sendAt === null && !dryRun)
  if (leaving.length === 0) return
  const paused = await tx.maybe<{ seconds: number; reason: string | null }>(
    `select extract(epoch from greatest(paused_until, full_until) - now())::float8 as seconds,
            case when paused_until > now() then coalesce(pause_reason, '') end as reason
       from lanes where id = any ($1::bigint[]) and (paused_until > now() or full_until > now())
      order by paused_until desc nulls last, full_until desc limit 1`,
    [[...new Set(leaving.map(({ laneId }) => laneId))]],
  )
  if (paused) throw refuseLane(paused.reason, paused.seconds)
}
