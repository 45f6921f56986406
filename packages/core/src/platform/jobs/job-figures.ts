import type { Queryable } from '../database/queryable.ts'

export interface JobFigures {
  kind: string
  /** How long the job that has waited longest is due; 0: none is. */
  oldestSeconds: number
  /** Given up, and waiting for an operator. */
  dead: number
}

/** By kind, also of kinds that no process here knows. Reads the heads of indexes, however many jobs wait. */
export function readJobFigures(db: Queryable): Promise<JobFigures[]> {
  return db.many(
    `with recursive kinds as (
       select min(kind) as kind from jobs
       union all select (select min(j.kind) from jobs j where j.kind > k.kind) from kinds k where k.kind is not null)
     select k.kind, (select count(*) from jobs d where d.kind = k.kind and d.dead_at is not null)::int as dead,
            coalesce(extract(epoch from now() - (
              select j.due_at from jobs j where j.kind = k.kind and j.due_at <= now() order by j.due_at limit 1)), 0)::float8 as oldest_seconds
       from kinds k where k.kind is not null`,
  )
}

export interface DeadJob {
  accountId: string
  kind: string
  key: string
  attempts: number
  deadAt: string
  error: string
}

/** The oldest first. */
export function listDeadJobs(db: Queryable, limit: number): Promise<DeadJob[]> {
  return db.many(
    `select account_id, kind, key, attempts, dead_at, error from jobs where dead_at is not null order by dead_at limit $1`,
    [limit],
  )
}

/** After what was wrong is mended: they are due at once, with every attempt anew. Null: of every kind. Returns how many. */
export function reviveDeadJobs(db: Queryable, kind: string | null): Promise<number> {
  return db.run(
    `update jobs set due_at = now(), dead_at = null, attempts = 0
      where dead_at is not null and ($1::text is null or kind = $1)`,
    [kind],
  )
}
