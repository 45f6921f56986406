import type { Queryable } from '../database/queryable.ts'
import { recordset } from '../database/recordset.ts'
import type { Job, JobKind, NewJob } from './job.ts'

export interface JobKey {
  accountId: string
  kind: string
  key: string
}

const scheduled = recordset({
  accountId: 'uuid',
  kind: 'text',
  key: 'text',
  dueAt: 'timestamptz',
  payload: 'jsonb',
})
const named = recordset({ accountId: 'uuid', kind: 'text', key: 'text' })
const failed = recordset({ accountId: 'uuid', kind: 'text', key: 'text', afterMs: 'float8', error: 'text' })

export type ScheduledJob = NewJob & { kind: string }

/** Sorted, so that two transactions that schedule the same jobs lock them in one order. */
const inOrder = (jobs: readonly ScheduledJob[]) =>
  jobs.toSorted((a, b) => compare(a.accountId, b.accountId) || compare(a.kind, b.kind) || compare(a.key, b.key))
const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))

/** What a transaction schedules, in at most two statements. Of several for one job the last counts. */
export function insertJobs(tx: Queryable, jobs: readonly ScheduledJob[]): Promise<unknown>[] {
  const last = new Map(jobs.map((job) => [JSON.stringify([job.accountId, job.kind, job.key]), job]))
  const byRule = Map.groupBy(inOrder([...last.values()]), ({ whenScheduled = 'replace' }) => whenScheduled)
  return [...byRule].map(([rule, same]) => tx.run(insertSql[rule], [scheduled.json(same.map(withDueAt))]))
}

const withDueAt = ({ dueAt, ...job }: ScheduledJob) => ({ ...job, dueAt: dueAt ?? null })

const insertInto = `insert into jobs as j (account_id, kind, key, due_at, payload)
     select account_id, kind, key, coalesce(due_at, now()), payload from ${scheduled.from('$1')}
     on conflict (account_id, kind, key)`

const insertSql = {
  keep: `${insertInto} do nothing`,
  // while a process has it, `due_at` is the end of its lease
  replace: `${insertInto} do update set payload = excluded.payload, attempts = case when j.claim is null then 0 else j.attempts end,
       due_at = case when j.claim is null then excluded.due_at else j.due_at end,
       due_again_at = case when j.claim is null then null else excluded.due_at end,
       progress = case when j.claim is null then null else j.progress end, dead_at = null`,
}

/**
 * Takes jobs back that are not needed any more, and returns how many were still there. A short one that runs is waited for; a long one
 * ends with its next step.
 */
export function cancelJobs(
  tx: Queryable,
  kind: JobKind,
  jobs: readonly { accountId: string; key: string }[],
): Promise<number> {
  return deleteJobs(
    tx,
    jobs.map((job) => ({ ...job, kind: kind.name })),
  )
}

export function deleteJobs(tx: Queryable, jobs: readonly JobKey[]): Promise<number> {
  return tx.run(
    `delete from jobs j using ${named.from('$1')} where j.account_id = x.account_id and j.kind = x.kind and j.key = x.key`,
    [named.json(jobs)],
  )
}

export interface DueKind {
  kind: string
  /** How many milliseconds until the first of its jobs is due; 0 or less: now. */
  inMs: number
}

/** What is due: one look at the head of an index for each kind, whatever the number of rows. Kinds without jobs are left out. */
export function selectDue(db: Queryable, kinds: readonly string[], now: string | null): Promise<DueKind[]> {
  return db.many(
    `select k.kind, (extract(epoch from head.due_at - coalesce($2::timestamptz, now())) * 1000)::float8 as in_ms
       from unnest($1::text[]) as k(kind)
      cross join lateral (select j.due_at from jobs j where j.kind = k.kind order by j.due_at limit 1) head
      where head.due_at < 'infinity'`,
    [kinds, now],
  )
}

type JobRow = Job & { kind: string }

const jobColumns = 'j.account_id, j.kind, j.key, j.payload, j.attempts'

/** Locks due jobs until the transaction ends; what another process has locked is passed over. */
export function lockDueJobs(
  tx: Queryable,
  { kind, limit, now }: { kind: string; limit: number; now: string | null },
): Promise<JobRow[]> {
  return tx.many(
    `select j.account_id, j.kind, j.key, j.payload, j.attempts + 1 as attempts from jobs j
      where j.kind = $1 and j.due_at <= coalesce($3::timestamptz, now()) order by j.due_at limit $2 for update skip locked`,
    [kind, limit, now],
  )
}

/** The same job alone, if it is still due and nobody else has it. */
export function lockDueJob(tx: Queryable, job: JobKey, now: string | null): Promise<JobRow | null> {
  return tx.maybe(
    `select j.account_id, j.kind, j.key, j.payload, j.attempts + 1 as attempts from jobs j
      where j.account_id = $1 and j.kind = $2 and j.key = $3 and j.due_at <= coalesce($4::timestamptz, now())
        for update skip locked`,
    [job.accountId, job.kind, job.key, now],
  )
}

export interface ClaimedJob extends JobRow {
  claim: string
  progress: object | null
}

/** Takes due jobs for so long: a process that dies leaves them to others when the lease ends. The attempt counts from here. */
export function claimDueJobs(
  db: Queryable,
  { kind, limit, leaseMs, now }: { kind: string; limit: number; leaseMs: number; now: string | null },
): Promise<ClaimedJob[]> {
  return db.many(
    `with due as (
       select account_id, kind, key from jobs
        where kind = $1 and due_at <= coalesce($4::timestamptz, now()) order by due_at limit $2 for update skip locked)
     update jobs j set claim = gen_random_uuid(), attempts = j.attempts + 1,
            due_at = coalesce($4::timestamptz, now()) + $3 * interval '1 ms'
       from due d where j.account_id = d.account_id and j.kind = d.kind and j.key = d.key
     returning ${jobColumns}, j.claim, j.progress`,
    [kind, limit, leaseMs, now],
  )
}

const claimed = recordset({ accountId: 'uuid', kind: 'text', key: 'text', claim: 'uuid' })
const isClaimed = 'j.account_id = x.account_id and j.kind = x.kind and j.key = x.key and j.claim = x.claim'
const isHeld = 'j.account_id = h.account_id and j.kind = h.kind and j.key = h.key'
export type ClaimedKey = JobKey & { claim: string }

/** Renews the lease. False: the claim does not stand any more. */
export async function extendClaim(
  db: Queryable,
  job: ClaimedKey,
  { leaseMs, now }: { leaseMs: number; now: string | null },
): Promise<boolean> {
  const count = await db.run(
    `update jobs j set due_at = coalesce($3::timestamptz, now()) + $2 * interval '1 ms' from ${claimed.from('$1')} where ${isClaimed}`,
    [claimed.json([job]), leaseMs, now],
  )
  return count > 0
}

/** Attempts are counted since the last progress. False: the claim does not stand any more. */
export async function updateProgress(tx: Queryable, job: ClaimedKey, progress: object): Promise<boolean> {
  const count = await tx.run(
    `update jobs j set progress = $2::jsonb, attempts = 1 from ${claimed.from('$1')} where ${isClaimed}`,
    [claimed.json([job]), JSON.stringify(progress)],
  )
  return count > 0
}

/**
 * Deletes the job; one that was scheduled anew meanwhile waits for its new time. The row is locked first, so that a transaction
 * which schedules it at this very moment is waited for and seen. False: the claim does not stand any more.
 */
export async function completeClaimed(tx: Queryable, job: ClaimedKey): Promise<boolean> {
  const { done } = await tx.one<{ done: number }>(
    `with held as (
       select j.account_id, j.kind, j.key, j.due_again_at from jobs j join ${claimed.from('$1')} on ${isClaimed} for update of j),
     again as (
       update jobs j set claim = null, attempts = 0, progress = null, error = null, due_at = h.due_again_at, due_again_at = null
         from held h where ${isHeld} and h.due_again_at is not null),
     gone as (
       delete from jobs j using held h where ${isHeld} and h.due_again_at is null)
     select count(*)::int as done from held`,
    [claimed.json([job])],
  )
  return done > 0
}

/** Gives jobs back as if nobody had taken them: the process stops. */
export function releaseClaimed(db: Queryable, job: ClaimedKey): Promise<number> {
  return db.run(
    `update jobs j set claim = null, attempts = j.attempts - 1, due_at = coalesce(j.due_again_at, now()), due_again_at = null
       from ${claimed.from('$1')} where ${isClaimed}`,
    [claimed.json([job])],
  )
}

export interface JobFailure {
  error: string
  /** Null: it was the last attempt. */
  afterMs: number | null
}

const maxErrorLength = 2000
const toFailed = (job: JobKey, { error, afterMs }: JobFailure) => ({
  ...job,
  afterMs,
  error: error.replaceAll('\0', '').slice(0, maxErrorLength),
})

/** A job of a batch that failed, whose transaction is undone: counted here. */
export function failJob(db: Queryable, job: JobKey, failure: JobFailure, now: string | null): Promise<number> {
  return db.run(
    `update jobs j set attempts = j.attempts + 1, error = x.error,
            due_at = coalesce(coalesce($2::timestamptz, now()) + x.after_ms * interval '1 ms', 'infinity'),
            dead_at = case when x.after_ms is null then coalesce($2::timestamptz, now()) end
       from ${failed.from('$1')} where j.account_id = x.account_id and j.kind = x.kind and j.key = x.key and j.claim is null`,
    [failed.json([toFailed(job, failure)]), now],
  )
}

/** A long job that failed. One that was scheduled anew meanwhile begins anew at its new time. */
export function failClaimed(db: Queryable, job: ClaimedKey, failure: JobFailure, now: string | null): Promise<number> {
  return db.run(
    `update jobs j set claim = null, error = x.error, attempts = case when j.due_again_at is null then j.attempts else 0 end,
            due_at = coalesce(j.due_again_at, coalesce($2::timestamptz, now()) + x.after_ms * interval '1 ms', 'infinity'),
            dead_at = case when j.due_again_at is null and x.after_ms is null then coalesce($2::timestamptz, now()) end,
            due_again_at = null
       from ${failed.from('$1')} where j.account_id = x.account_id and j.kind = x.kind and j.key = x.key and j.claim = $3`,
    [failed.json([toFailed(job, failure)]), now, job.claim],
  )
}
