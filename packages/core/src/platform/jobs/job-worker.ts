import { createBackgroundLoop } from '../background-loop.ts'
import type { Queryable } from '../database/queryable.ts'
import type { JobHandler, JobWorkerDeps, LongJobs } from './job.ts'
import { claimDueJobs, selectDue } from './job-store.ts'
import { runBatch } from './run-batch.ts'
import { runLong, usualLeaseMs } from './run-long.ts'

const pollMs = 1000
const usualConcurrency = 4

export interface JobWorker {
  start(): void
  /** Jobs were scheduled that are due. A hint: without it they begin up to a second later. */
  wake(): void
  /** Long jobs are told to come to an end, and go on in another process. */
  stop(): Promise<void>
}

/**
 * Does the jobs that are due, of all kinds. Any number of processes may run it: a job is in one hand at a time. One statement looks for
 * what is due, whatever waits; a kind that is busy here is not looked for. In one process batches of a kind follow one another.
 */
export function createJobWorker<Tx extends Queryable>(deps: JobWorkerDeps<Tx>): JobWorker {
  const { worker, log, handlers, now = () => null } = deps
  const byKind = new Map(handlers.map((handler) => [handler.kind.name, handler]))
  if (byKind.size < handlers.length) throw new Error('Two handlers have the same kind of job')
  const underWay = new Map<string, Set<Promise<void>>>([...byKind.keys()].map((kind) => [kind, new Set()]))
  const stop = new AbortController()

  const roomOf = (handler: JobHandler<Tx>) => {
    const limit = handler.mode === 'batch' ? 1 : (handler.concurrency ?? usualConcurrency)
    return limit - (underWay.get(handler.kind.name)?.size ?? 0)
  }

  async function step(): Promise<number> {
    const free = handlers.filter((handler) => roomOf(handler) > 0).map(({ kind }) => kind.name)
    const heads = free.length === 0 ? [] : await selectDue(worker, free, now())
    for (const { kind, inMs } of heads) if (inMs <= 0) await begin(kind)
    const later = heads.flatMap(({ inMs }) => (inMs > 0 ? [Math.ceil(inMs)] : []))
    return Math.min(pollMs, ...later)
  }

  async function begin(kind: string): Promise<void> {
    const handler = byKind.get(kind)
    if (handler?.mode === 'batch') track(kind, runBatch(deps, handler))
    else if (handler) await beginLong(handler)
  }

  async function beginLong(jobs: LongJobs & { mode: 'long' }): Promise<void> {
    const kind = jobs.kind.name
    const { leaseMs = usualLeaseMs } = jobs
    const claimed = await claimDueJobs(worker, { kind, limit: roomOf(jobs), leaseMs, now: now() })
    for (const job of claimed)
      track(
        kind,
        runLong(deps, jobs, job, stop.signal).then(() => 1),
      )
  }

  /** Whatever took something looks again at once: there may be more. */
  function track(kind: string, work: Promise<number>): void {
    const runs = underWay.get(kind)
    const run = work
      .catch((error: unknown) => {
        log.warn({ err: error, kind }, 'jobs were not done: trying again')
        return 0
      })
      .then((taken) => {
        runs?.delete(run)
        if (taken > 0) loop.wake()
      })
    runs?.add(run)
  }

  const loop = createBackgroundLoop({
    step,
    onError: (error) => log.warn({ err: error }, 'due jobs were not looked for: trying again'),
    retryMs: pollMs,
  })
  return {
    start: loop.start,
    wake: loop.wake,
    async stop() {
      await loop.stop()
      stop.abort()
      await Promise.all([...underWay.values()].flatMap((runs) => [...runs]))
    },
  }
}
