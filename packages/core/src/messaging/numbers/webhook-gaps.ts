/**
 * Since when all that a number received is known to have come here. Everything is, from the first webhook of the number
 * on, since Meta repeats what this installation could not take, with three exceptions:
 * - the installation was away longer than Meta surely repeats: a gap for every number;
 * - messages of ours left, and for a quarter of an hour no webhook came: the webhooks of the number go somewhere else,
 *   or nowhere, and what people wrote meanwhile is not known. Their return begins anew.
 * - a part of a webhook that names the number was given up (`inbound/unapplied-items.ts`).
 * After being away, nothing is known for as long again: repeats come with growing pauses.
 */

import type { CoreContext } from '#context.ts'
import { createCache } from '#platform/cache.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { MessageState } from '../messages/message.ts'
import type { NumberRow } from './number.ts'

/** Instants are noted this often at most: more would be a write with every batch. */
const recordEveryMs = 60_000
const recordEvery = `interval '60 seconds'`
const silence = `interval '15 minutes'`
/** Meta repeats for 36 hours at the least; the last repeats are hours apart. */
const surelyRepeated = `interval '24 hours'`

/** The first send that no webhook followed; within a minute of a webhook a send counts as followed by it. */
const isUnanswered = (row: string) => `coalesce(${row}.sent_at > ${row}.seen_at + ${recordEvery}, false)`

/**
 * Whether all that the number of `row` received in the last 24 hours is known to have come here: as SQL, over a table
 * with `account_id` and `number_id`. A sandbox number has existed nowhere but here, so nothing is missing from the start.
 */
export const hasNoGap = (row: string): string =>
  `(exists (select from numbers s where s.account_id = ${row}.account_id and s.id = ${row}.number_id and s.sandbox) or exists (select from number_coverage v join numbers n on n.id = v.number_id and n.phone_number_id = v.phone_number_id and not n.sandbox
      cross join receiving r
     where v.account_id = ${row}.account_id and v.number_id = ${row}.number_id and v.since <= now() - interval '24 hours'
       and r.gap_at <= now() - interval '24 hours' and r.settled_at <= now()
       and (not ${isUnanswered('v')} or v.sent_at > now() - ${silence})))`

export interface GapTracker {
  /** Remembers that webhooks with messages or statuses of these numbers came, in the caller's transaction. */
  recordReceived(tx: Queryable, numbers: readonly NumberRow[]): Promise<void>
}

/** Most batches write nothing: each number is noted once a minute. */
export function createGapTracker(): GapTracker {
  const noted = createCache<true>({ max: 20_000, ttlMs: recordEveryMs })
  return {
    async recordReceived(tx, numbers) {
      const due = [...new Map(numbers.map((number) => [`${number.id} ${number.phoneNumberId}`, number]))]
        .filter(([key]) => !noted.has(key))
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
      if (due.length === 0) return
      await updateSeen(
        tx,
        due.map(([, number]) => number),
      )
      for (const [key] of due) noted.set(key, true)
    },
  }
}

async function updateSeen(tx: Queryable, numbers: readonly NumberRow[]): Promise<void> {
  await tx.query(
    `insert into number_coverage as v (number_id, account_id, phone_number_id, since, seen_at)
     select x.id, x."accountId", x."phoneNumberId", now(), now()
       from json_to_recordset($1::json) as x(id uuid, "accountId" uuid, "phoneNumberId" text) join numbers n on n.id = x.id
     on conflict (number_id) do update set seen_at = now(), phone_number_id = excluded.phone_number_id,
       since = case when v.phone_number_id <> excluded.phone_number_id
                      or (${isUnanswered('v')} and v.sent_at < now() - ${silence}) then now() else v.since end`,
    [JSON.stringify(numbers.map(({ id, accountId, phoneNumberId }) => ({ id, accountId, phoneNumberId })))],
  )
}

/** Remembers of each number that a message of ours left, unless an earlier one still waits for a webhook. */
export async function recordSends(
  tx: Queryable,
  rows: readonly { numberId: string; state: MessageState }[],
): Promise<void> {
  const numberIds = new Set(rows.filter(({ state }) => state !== 'failed').map(({ numberId }) => numberId))
  if (numberIds.size === 0) return
  await tx.query(
    `update number_coverage v set sent_at = now() where v.number_id = any ($1::uuid[])
        and (v.sent_at is null or (v.sent_at < now() - interval '20 seconds' and not ${isUnanswered('v')}))`,
    [[...numberIds].toSorted()],
  )
}

/**
 * So long after the last heartbeat, this installation counts as away. Meta repeats a report that found nobody after about
 * twice the time that nobody was there: an absence too short to count must let it come well within the grace of an unknown outcome.
 */
const awayAfterMs = (confirmGraceMs: number): number => Math.min(30_000, Math.max(1000, confirmGraceMs / 3))

/** Records every few seconds that this process takes webhooks, and on coming back how long nobody did. */
export function createHeartbeat({ db, log }: Pick<CoreContext, 'db' | 'log'>, confirmGraceMs: number) {
  const heartbeatMs = awayAfterMs(confirmGraceMs) / 4
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const renew = () => {
    running = recordHeartbeat(db.worker, confirmGraceMs).catch((error) =>
      log.warn({ err: error }, 'taking webhooks was not noted'),
    )
    return running
  }
  return {
    async start() {
      await renew()
      timer = setInterval(renew, heartbeatMs)
      timer.unref()
    },
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}

export async function recordHeartbeat(db: Queryable, confirmGraceMs: number): Promise<void> {
  await db.query(
    `insert into receiving as r (alive_at, settled_at, gap_at) values (now(), now(), now())
     on conflict (single) do update set alive_at = now(),
       settled_at = case when r.alive_at < now() - $1::interval
         then greatest(r.settled_at, now() + $1::interval + least(now() - r.alive_at, interval '36 hours')) else r.settled_at end,
       gap_at = case when r.alive_at < now() - ${surelyRepeated} then now() else r.gap_at end`,
    [`${awayAfterMs(confirmGraceMs)} milliseconds`],
  )
}

/**
 * Whether every report that could have come until now has come: somebody takes webhooks, and has for a little longer than
 * nobody did before, since Meta repeats with growing pauses what it could not deliver. An installation that never took
 * any has no gap.
 */
export async function isReceivingSettled(db: Queryable, confirmGraceMs: number): Promise<boolean> {
  const { rows } = await db.query<{ settled: boolean }>(
    `select alive_at > now() - $1::interval and settled_at <= now() as settled from receiving`,
    [`${awayAfterMs(confirmGraceMs)} milliseconds`],
  )
  return rows[0]?.settled ?? true
}
