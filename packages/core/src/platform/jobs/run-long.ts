import type { Queryable } from '../database/queryable.ts'
import { JobLost, type JobWorkerDeps, type LongJob, type LongJobs } from './job.ts'
import {
  type ClaimedJob,
  completeClaimed,
  extendClaim,
  failClaimed,
  releaseClaimed,
  updateProgress,
} from './job-store.ts'
import { retryDelayMs, retryDelaysMs as usualDelaysMs } from './retry-delays.ts'

export const usualLeaseMs = 30_000

type LongDeps = Omit<JobWorkerDeps<Queryable>, 'handlers'>

/** Does one long job, whose lease is renewed for as long as it takes. `stop` aborts when the process comes to its end. */
export async function runLong(deps: LongDeps, jobs: LongJobs, claimed: ClaimedJob, stop: AbortSignal): Promise<void> {
  const lost = new AbortController()
  const signal = AbortSignal.any([stop, lost.signal])
  const renewal = renew(deps, jobs, claimed, () => lost.abort(new JobLost()))
  const state = { isComplete: false }
  try {
    assertMayTry(jobs, claimed)
    await jobs.run(toLongJob(claimed, signal, state))
    if (state.isComplete) return
    if (stop.aborted) return void (await releaseClaimed(deps.worker, claimed)) // it may have come to an early end
    await completeClaimed(deps.worker, claimed)
  } catch (error) {
    await settleFailure(deps, jobs, claimed, { error, isStopping: stop.aborted, isLost: lost.signal.aborted })
  } finally {
    clearInterval(renewal)
  }
}

function renew({ worker, now = () => null }: LongDeps, jobs: LongJobs, claimed: ClaimedJob, onLost: () => void) {
  const { leaseMs = usualLeaseMs } = jobs
  const extend = async () => {
    if (!(await extendClaim(worker, claimed, { leaseMs, now: now() }))) onLost()
  }
  // the database may be away for a while: the claim stands until somebody else has it
  return setInterval(() => void extend().catch(() => undefined), leaseMs / 3)
}

/** Processes that die leave no error behind, but the attempt counts. */
function assertMayTry({ retryDelaysMs = usualDelaysMs }: LongJobs, { attempts }: ClaimedJob): void {
  if (attempts > retryDelaysMs.length + 1) throw new Error('The process ended during each attempt')
}

function toLongJob(claimed: ClaimedJob, signal: AbortSignal, state: { isComplete: boolean }): LongJob {
  const { accountId, key, payload, attempts, progress } = claimed
  const assertHeld = (isHeld: boolean) => {
    if (!isHeld) throw new JobLost()
  }
  return {
    accountId,
    key,
    payload,
    attempts,
    progress,
    signal,
    save: async (tx, next) => assertHeld(await updateProgress(tx, claimed, next)),
    async complete(tx) {
      assertHeld(await completeClaimed(tx, claimed))
      state.isComplete = true
    },
  }
}

interface Failure {
  error: unknown
  isStopping: boolean
  isLost: boolean
}

async function settleFailure(
  { worker, log, now = () => null }: LongDeps,
  { kind, retryDelaysMs }: LongJobs,
  claimed: ClaimedJob,
  { error, isStopping, isLost }: Failure,
): Promise<void> {
  const { accountId, key, attempts } = claimed
  const known = { err: error, kind: kind.name, accountId, key, attempts }
  if (isLost || error instanceof JobLost) return log.debug(known, 'a job was canceled or taken over')
  if (isStopping) return void (await releaseClaimed(worker, claimed))
  const afterMs = retryDelayMs(attempts, retryDelaysMs)
  if (afterMs === null) log.error(known, 'a job failed for the last time')
  else log.warn({ ...known, afterMs }, 'a job failed: trying again later')
  await failClaimed(worker, claimed, { error: String(error), afterMs }, now())
}
