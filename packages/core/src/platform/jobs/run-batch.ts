import { isDatabaseUnavailable } from '../database/errors.ts'
import type { Queryable } from '../database/queryable.ts'
import type { BatchJobs, Job, JobWorkerDeps } from './job.ts'
import { deleteJobs, failJob, lockDueJob, lockDueJobs } from './job-store.ts'
import { retryDelayMs } from './retry-delays.ts'

const usualBatch = 100

/**
 * Does a batch of due jobs: what they do and that they are done is committed together. Where the batch fails, each of its jobs is tried
 * alone; one that fails alone is tried again later. Returns how many it took.
 */
export async function runBatch<Tx extends Queryable>(deps: JobWorkerDeps<Tx>, jobs: BatchJobs<Tx>): Promise<number> {
  const { worker, log, now = () => null } = deps
  const kind = jobs.kind.name
  let taken: readonly Job[] = []
  try {
    return await worker.transaction(async (tx) => {
      taken = await lockDueJobs(tx, { kind, limit: jobs.batchSize ?? usualBatch, now: now() })
      if (taken.length === 0) return 0
      await jobs.run(tx, taken)
      await deleteJobs(tx, taken.map(toKey(kind)))
      return taken.length
    })
  } catch (error) {
    if (taken.length === 0 || isDatabaseUnavailable(error)) throw error
    if (taken.length > 1) log.warn({ err: error, kind }, 'a batch of jobs failed: trying one by one')
    if (taken.length > 1) for (const job of taken) await runAlone(deps, jobs, job)
    else if (taken[0]) await fail(deps, jobs, taken[0], error)
    return taken.length
  }
}

const toKey =
  (kind: string) =>
  ({ accountId, key }: Job) => ({ accountId, kind, key })

async function runAlone<Tx extends Queryable>(deps: JobWorkerDeps<Tx>, jobs: BatchJobs<Tx>, job: Job): Promise<void> {
  const key = toKey(jobs.kind.name)(job)
  try {
    await deps.worker.transaction(async (tx) => {
      const locked = await lockDueJob(tx, key, deps.now?.() ?? null)
      if (locked === null) return
      await jobs.run(tx, [locked])
      await deleteJobs(tx, [key])
    })
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error
    await fail(deps, jobs, job, error)
  }
}

async function fail<Tx extends Queryable>(
  { worker, log, now = () => null }: JobWorkerDeps<Tx>,
  { kind, retryDelaysMs }: BatchJobs<Tx>,
  job: Job,
  error: unknown,
): Promise<void> {
  const afterMs = retryDelayMs(job.attempts, retryDelaysMs)
  const { accountId, key, attempts } = job
  const known = { err: error, kind: kind.name, accountId, key, attempts }
  if (afterMs === null) log.error(known, 'a job failed for the last time')
  else log.warn({ ...known, afterMs }, 'a job failed: trying again later')
  await failJob(worker, { accountId, kind: kind.name, key }, { error: String(error), afterMs }, now())
}
