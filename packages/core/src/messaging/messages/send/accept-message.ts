import { storableRule } from '@dawk/cloud-api/json.ts'
import type { CoreContext } from '#context.ts'
import type { Queryable, Result } from '#platform/database/database.ts'
import { isDatabaseUnavailable, isUnstorableText } from '#platform/database/errors.ts'
import { createGroupCommit, OverloadedError } from '#platform/database/group-commit.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { createPausedLanes } from '#platform/lanes/paused-lanes.ts'
import type { AcceptedContent } from '../../dispatch/accepted-contents.ts'
import { orderingKeyOf } from '../ordering-key.ts'
import { HoldsRefused, holdFor, type MessageHolds, withPayers } from './message-holds.ts'
import type { AcceptedMessage, SendCommand } from './send-command.ts'

export interface Acceptor {
  accept(command: SendCommand): Promise<AcceptedMessage>
  /** The pause of this lane was taken away: the next message is accepted, if nothing else keeps it. */
  forgetPause(laneId: string): void
  /** Ends when everything accepted so far is stored. */
  drain(): Promise<void>
}

interface Acceptance {
  id: string
  command: SendCommand
}

type AcceptorContext = Pick<CoreContext, 'db' | 'due' | 'log' | 'wakeLanes'> & {
  /** Told what was stored and may leave now. */
  onAccepted?: (accepted: readonly AcceptedContent[]) => void
  /** Absent: messages cost nothing here. */
  holds?: MessageHolds
}

/** How many accepts may wait for their commit: a few seconds' worth. Beyond, callers get 503 at once rather than an answer that comes too late. */
export const maxPending = 5000
/** A caller waits for it, so less than what happens in the background. */
const paceMs = 10

/**
 * Accepts messages for sending. The promise keeps until the message and its place in the lane are committed, in one
 * transaction; accepts that arrive while one commit runs share the next. Repeating an idempotency key within 24 hours
 * gives the first answer and queues nothing.
 */
export function createAcceptor(ctx: AcceptorContext): Acceptor {
  const pausedLanes = createPausedLanes(ctx)
  const commits = createGroupCommit<Acceptance, AcceptedMessage | GatewayError>({
    flush: (batch) => store(ctx, batch),
    maxBatch: 1000,
    maxPending,
    concurrency: 2,
    paceMs,
  })

  /**
   * @throws GatewayError `lane_paused` while sending from the number is paused, `idempotency_mismatch` when the key was
   * used for another request, `overloaded`, `database_unavailable`
   */
  async function accept(command: SendCommand): Promise<AcceptedMessage> {
    pausedLanes.assertOpen(command)
    const answer = await commits.add({ id: command.messageId ?? newId(), command }).catch(rethrow)
    if (answer instanceof GatewayError) throw answer
    return answer
  }

  async function drain(): Promise<void> {
    await commits.drain()
    await pausedLanes.stop()
  }

  return { accept, forgetPause: pausedLanes.forget, drain }
}

/** What the database or the queue before it said, as a refusal that callers know. */
export function rethrow(cause: unknown): never {
  if (cause instanceof OverloadedError)
    throw new GatewayError('overloaded', 'Too many requests are waiting to be stored.', { retryAfterSeconds: 1, cause })
  if (isDatabaseUnavailable(cause))
    throw new GatewayError('database_unavailable', 'The database cannot be reached.', { retryAfterSeconds: 5, cause })
  if (isUnstorableText(cause))
    throw new GatewayError('invalid_request', `A text of the request ${storableRule}.`, { cause })
  throw cause
}

async function store(ctx: AcceptorContext, batch: readonly Acceptance[]): Promise<(AcceptedMessage | GatewayError)[]> {
  const accountIds = [...new Set(batch.map(({ command }) => command.accountId))]
  const { stored, refused, laneIds } = batch.some(({ command }) => command.hold)
    ? await insertPayable(
        ctx,
        withPayers(
          accountIds,
          batch.map(({ command }) => command),
        ),
        batch,
      )
    : { ...nothingRefused, stored: await insertMessages(insertAs(ctx, accountIds), firstOfEachKey(batch)) }
  const leaving = batch.filter(({ id, command }) => command.sendAt === null && stored.has(id))
  ctx.onAccepted?.(leaving.map(toContent))
  ctx.wakeLanes([...new Set([...leaving.map(({ command }) => command.laneId), ...laneIds])])
  const repeats = batch.filter(({ id }) => !stored.has(id) && !refused.has(id))
  const earlier = repeats.length > 0 ? await readEarlier(ctx, accountIds, repeats) : new Map<string, EarlierRow>()
  return batch.map((acceptance) => {
    if (stored.has(acceptance.id)) return accepted(acceptance)
    return refused.get(acceptance.id) ?? answerRepeat(acceptance, earlier)
  })
}

const nothingRefused = { refused: new Map<string, GatewayError>(), laneIds: [] as string[] }

const insertAs =
  ({ db }: Pick<CoreContext, 'db'>, accountIds: readonly string[]): InsertQuery =>
  (sql, params) =>
    db.queryAsAccounts(accountIds, sql, params)

/**
 * With the price of each held in the same transaction. One whose key is known already holds nothing; those that nobody can
 * pay for are refused, and the rest is stored without them.
 */
async function insertPayable(ctx: AcceptorContext, accountIds: readonly string[], batch: readonly Acceptance[]) {
  const refused = new Map<string, GatewayError>()
  while (true) {
    const left = firstOfEachKey(batch.filter(({ id }) => !refused.has(id)))
    try {
      const { stored, deliveries } = await ctx.db.asAccounts(accountIds, async (tx) => {
        const ids = await insertMessages(tx.query, left)
        return {
          stored: ids,
          deliveries: await holdFor(
            tx,
            ctx.holds,
            left.filter(({ id }) => ids.has(id)),
          ),
        }
      })
      return { stored, refused, laneIds: deliveries.map(({ item }) => item.laneId) }
    } catch (error) {
      if (!(error instanceof HoldsRefused)) throw error
      for (const [id, refusal] of error.refused) refused.set(id, refusal)
    }
  }
}

const toContent = ({ id, command: { laneId, numberId, to, content, dryRun } }: Acceptance): AcceptedContent => ({
  id,
  laneId,
  numberId,
  phone: to.phone,
  userId: to.userId,
  content: JSON.stringify(content),
  dryRun,
})

/** What was stored is stored, whatever becomes of this question: a failure is the answer of the repeats alone. */
async function readEarlier(
  { db }: Pick<CoreContext, 'db'>,
  accountIds: readonly string[],
  repeats: readonly Acceptance[],
): Promise<Map<string, EarlierRow> | GatewayError> {
  try {
    return await db.asAccounts(accountIds, (tx) => findEarlier(tx, repeats))
  } catch (cause) {
    return new GatewayError('database_unavailable', 'The database cannot be reached.', { retryAfterSeconds: 5, cause })
  }
}

function accepted({ id, command }: Acceptance): AcceptedMessage {
  return { id, state: command.sendAt === null ? 'queued' : 'scheduled', scheduledFor: command.sendAt, replayed: false }
}

/** A transaction's `query`, or one that is a transaction by itself. */
type InsertQuery = <Row>(sql: string, params: readonly unknown[]) => Promise<Result<Row>>

const scopeOf = ({ command }: Acceptance) => `${command.accountId} ${command.idempotency?.key}`

/** Within one statement a key may come once: its repeats in the same batch are answered from the first. */
function firstOfEachKey(batch: readonly Acceptance[]): Acceptance[] {
  const seen = new Set<string>()
  return batch.filter((acceptance) => {
    if (acceptance.command.idempotency === null) return true
    const scope = scopeOf(acceptance)
    if (seen.has(scope)) return false
    seen.add(scope)
    return true
  })
}

/** In one statement: messages, their lane items or places in the schedule, their keys. Returns the ids that are new. */
export async function insertMessages(query: InsertQuery, batch: readonly Acceptance[]): Promise<Set<string>> {
  const { rows } = await query<{ id: string }>(
    `with input as materialized (
       select * from json_to_recordset($1::json) as x(id uuid, account_id uuid, number_id uuid, lane_id bigint, ordering_key bigint,
         peer text, peer_user_id text, type text, content jsonb, priority smallint, metadata jsonb, policy text, dry_run boolean, batch_id uuid,
         send_at timestamptz, key text, fingerprint text, result jsonb)),
     keyed as (
       insert into idempotency_keys (account_id, key, fingerprint, message_id, result, created_at)
       select account_id, key, decode(fingerprint, 'hex'), id, result, $2::timestamptz from input where key is not null
       on conflict (account_id, key) do update
          set fingerprint = excluded.fingerprint, message_id = excluded.message_id, result = excluded.result,
              created_at = excluded.created_at
        where idempotency_keys.created_at < $3::timestamptz
       returning message_id),
     accepted as materialized (
       select * from input i where i.key is null or i.id in (select message_id from keyed)),
     stored as (
       insert into messages (id, account_id, number_id, direction, peer, peer_user_id, type, content, state, policy, dry_run, priority,
              batch_id, metadata, scheduled_at)
       select id, account_id, number_id, 'out', peer, peer_user_id, type, content,
              (case when send_at is null then 'queued' else 'scheduled' end)::message_state, policy, dry_run, priority,
              batch_id, metadata, send_at from accepted),
     queued as (
       insert into lane_items (lane_id, ordering_key, account_id, priority, ref)
       select lane_id, ordering_key, account_id, priority, id from accepted where send_at is null order by id),
     held as (
       insert into scheduled_messages (message_id, account_id, lane_id, ordering_key, priority, run_at)
       select id, account_id, lane_id, ordering_key, priority, send_at from accepted where send_at is not null)
     select id::text from accepted`,
    [JSON.stringify(batch.map(toRow)), ...keySpan()],
  )
  return new Set(rows.map((row) => row.id))
}

const keyMs = 24 * 3600_000

/** The present instant, and the one before which a key is free again. */
export function keySpan(now = Date.now()): [now: string, freeBefore: string] {
  return [new Date(now).toISOString(), new Date(now - keyMs).toISOString()]
}

function toRow({ id, command }: Acceptance): Record<string, unknown> {
  const keyed = command.idempotency
  return {
    id,
    account_id: command.accountId,
    number_id: command.numberId,
    lane_id: command.laneId,
    ordering_key: orderingKeyOf(command.to),
    peer: command.to.phone,
    peer_user_id: command.to.userId,
    type: command.type,
    content: command.content,
    priority: command.priority,
    metadata: command.metadata,
    policy: command.policy,
    dry_run: command.dryRun,
    batch_id: command.batchId,
    send_at: command.sendAt,
    ...(keyed && {
      key: keyed.key,
      fingerprint: keyed.fingerprint.toString('hex'),
      result: { id, state: command.sendAt === null ? 'queued' : 'scheduled', scheduledFor: command.sendAt },
    }),
  }
}

interface EarlierRow {
  fingerprint: string
  result: Omit<AcceptedMessage, 'replayed'>
}

/** A statement of its own: it sees what the insert waited for. */
async function findEarlier(tx: Queryable, repeats: readonly Acceptance[]): Promise<Map<string, EarlierRow>> {
  const { rows } = await tx.query<EarlierRow & { scope: string }>(
    `select k.account_id || ' ' || k.key as scope, encode(k.fingerprint, 'hex') as fingerprint, k.result
       from json_to_recordset($1::json) as x(account_id uuid, key text)
       join idempotency_keys k on k.account_id = x.account_id and k.key = x.key`,
    [JSON.stringify(repeats.map(({ command }) => ({ account_id: command.accountId, key: command.idempotency?.key })))],
  )
  return new Map(rows.map((row) => [row.scope, row]))
}

function answerRepeat(
  acceptance: Acceptance,
  earlier: Map<string, EarlierRow> | GatewayError,
): AcceptedMessage | GatewayError {
  if (earlier instanceof GatewayError) return earlier
  const first = earlier.get(scopeOf(acceptance))
  if (!first) return new GatewayError('internal', 'An idempotency key was neither stored nor found.')
  if (first.fingerprint !== acceptance.command.idempotency?.fingerprint.toString('hex'))
    return new GatewayError('idempotency_mismatch', 'This Idempotency-Key was already used with a different request.')
  return { ...first.result, replayed: true }
}
