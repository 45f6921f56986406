import type { Queryable } from '#platform/database/database.ts'

/** The erasure of a person or an account, as its account sees it. Instants are ISO 8601. */
export interface Erasure {
  id: string
  contactId: string | null
  state: 'running' | 'done' | 'undone'
  requestedAt: string
  /** Of an account: when it begins; until then it can be undone. */
  dueAt: string
  finishedAt: string | null
  /** Rows that are gone, by kind. */
  counts: Record<string, number>
}

/** An erasure on its way. */
export interface ErasureJob<Keys = unknown> {
  id: string
  accountId: string
  kind: 'person' | 'account'
  contactId: string | null
  step: string
  position: string | null
  keys: Keys
  counts: Record<string, number>
}

/** What a step has come to; the next one of the same erasure begins there. */
export interface StepResult {
  /** Null: the erasure is done. */
  step: string | null
  position: string | null
  keys?: unknown
  counts?: Record<string, number>
  /** Something is still under way: later again. */
  waitMs?: number
}

const columns = `id::text, contact_id::text as "contactId", state, requested_at as "requestedAt", run_at as "dueAt",
  finished_at as "finishedAt", counts`

export async function insertErasure(
  tx: Queryable,
  job: Omit<ErasureJob, 'position' | 'counts'> & { graceDays: number },
): Promise<Erasure> {
  const { rows } = await tx.query<Erasure>(
    `insert into erasures (id, account_id, kind, contact_id, step, keys, run_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, now() + $7::float8 * interval '1 day') returning ${columns}`,
    [job.id, job.accountId, job.kind, job.contactId, job.step, JSON.stringify(job.keys), job.graceDays],
  )
  return rows[0] as Erasure
}

/** The latest one of that contact. */
export async function findErasureOf(tx: Queryable, accountId: string, contactId: string): Promise<Erasure | null> {
  const { rows } = await tx.query<Erasure>(
    `select ${columns} from erasures where account_id = $1 and contact_id = $2::uuid order by requested_at desc limit 1`,
    [accountId, contactId],
  )
  return rows[0] ?? null
}

/** The one of the account itself that is running, or waits for the end of its grace. */
export async function findAccountErasure(tx: Queryable, accountId: string): Promise<Erasure | null> {
  const { rows } = await tx.query<Erasure>(
    `select ${columns} from erasures where account_id = $1 and kind = 'account' and state = 'running'`,
    [accountId],
  )
  return rows[0] ?? null
}

/** Null: there is none, or its grace is over. */
export async function undoAccountErasure(tx: Queryable, accountId: string): Promise<Erasure | null> {
  const { rows } = await tx.query<Erasure>(
    `update erasures set state = 'undone', finished_at = now(), keys = null
      where account_id = $1 and kind = 'account' and state = 'running' and step = 'begin' and run_at > now() returning ${columns}`,
    [accountId],
  )
  return rows[0] ?? null
}

/** The next erasure that is due, kept from other processes until the transaction ends. */
/** As a condition. */
export const anyErasureDue = `exists (select from erasures where state = 'running' and run_at <= now())`

export async function takeErasure(tx: Queryable): Promise<ErasureJob | null> {
  const { rows } = await tx.query<ErasureJob>(
    `select id::text, account_id::text as "accountId", kind, contact_id::text as "contactId", step, position, keys, counts
       from erasures where state = 'running' and run_at <= now() order by run_at limit 1 for update skip locked`,
  )
  return rows[0] ?? null
}

/** What it looked for is forgotten with its end. */
export async function advanceErasure(tx: Queryable, job: ErasureJob, result: StepResult): Promise<void> {
  const { step, position, keys = job.keys, waitMs = 0 } = result
  const done = step === null
  await tx.query(
    `update erasures set step = coalesce($2, step), position = $3, keys = $4::jsonb, counts = $5::jsonb,
            run_at = now() + $6::int * interval '1 ms', state = case when $7::boolean then 'done' else state end,
            finished_at = case when $7::boolean then now() end
      where id = $1`,
    [
      job.id,
      step,
      position,
      done ? null : JSON.stringify(keys),
      JSON.stringify(addCounts(job.counts, result.counts)),
      waitMs,
      done,
    ],
  )
}

/** As it is at its end, the counts of its last step included. */
export function addCounts(
  before: Readonly<Record<string, number>>,
  more: Readonly<Record<string, number>> = {},
): Record<string, number> {
  const sum = { ...before }
  for (const [name, count] of Object.entries(more)) if (count > 0) sum[name] = (sum[name] ?? 0) + count
  return sum
}

/** A step that fails is tried again later. */
export async function postponeErasure(worker: Queryable, id: string, waitMs: number): Promise<void> {
  await worker.query(
    `update erasures set run_at = now() + $2::int * interval '1 ms' where id = $1 and state = 'running'`,
    [id, waitMs],
  )
}

export async function setActive(tx: Queryable, accountId: string, active: boolean): Promise<void> {
  await tx.run('update accounts set active = $2 where id = $1', [accountId, active])
}
