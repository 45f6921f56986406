import type { CoreContext } from '#context.ts'
import { type BackgroundLoop, createBackgroundLoop } from '#platform/background-loop.ts'
import type { SecretBox } from '#platform/secrets.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { type AccountKeys, stepAccount } from './erase-account.ts'
import { type ErasureKeys, stepPerson } from './erase-person.ts'
import {
  advanceErasure,
  anyErasureDue,
  type ErasureJob,
  postponeErasure,
  type StepResult,
  takeErasure,
} from './erasure-store.ts'

const pollMs = 1000
const retryMs = 10_000

interface ErasureDeps extends Pick<CoreContext, 'due' | 'worker' | 'log' | 'secrets'> {
  /** Files were deleted: their bytes may go. */
  onMediaErased(): void
}

/**
 * Carries erasures on, a batch in each transaction together with where it stands: after a crash, or in another process,
 * one goes on where it was. Any number of processes may run it; an erasure is in one hand at a time.
 */
export function createErasureWorker({ due, worker, log, secrets, onMediaErased }: ErasureDeps): BackgroundLoop {
  async function runStep(): Promise<number> {
    let current: ErasureJob | null = null
    try {
      const result = await worker.transaction(async (tx) => {
        current = await takeErasure(tx)
        return current && step(tx, current, secrets)
      })
      if (result?.step === null || result?.step === 'media_blobs') onMediaErased()
      return result === null ? pollMs : 0
    } catch (error) {
      if (current !== null) await postponeErasure(worker, (current as ErasureJob).id, retryMs).catch(() => undefined)
      throw error
    }
  }

  return createBackgroundLoop({
    step: runStep,
    onError: (error) => log.warn({ err: error }, 'an erasure did not go on: trying again'),
    retryMs: pollMs,
    due: { poll: due, exists: anyErasureDue },
  })
}

async function step(tx: WorkerTransaction, job: ErasureJob, secrets: SecretBox): Promise<StepResult> {
  const result =
    job.kind === 'person'
      ? await stepPerson(tx, job as ErasureJob<ErasureKeys>, secrets)
      : await stepAccount(tx, job as ErasureJob<AccountKeys>)
  await advanceErasure(tx, job, result)
  return result
}
