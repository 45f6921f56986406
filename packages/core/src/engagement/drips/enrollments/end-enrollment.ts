import { deleteJobs } from '#platform/jobs/job-store.ts'
import type { EmittingTransaction } from '#tenancy/unit-of-work.ts'
import type { EndReason } from '../drip.ts'
import { dripStep } from '../run/drip-job.ts'
import type { Enrollment, EnrollmentState } from './enrollment.ts'
import { updateEnrollments } from './enrollment-store.ts'

const stateOf: Partial<Record<EndReason, EnrollmentState>> = {
  finished: 'completed',
  goal: 'completed',
  send_failed: 'failed',
  too_many_steps: 'failed',
}

/** A person as they are when their way has ended. */
export const ended = (enrollment: Enrollment, reason: EndReason, goal: string | null = null): Enrollment => ({
  ...enrollment,
  ...{ state: stateOf[reason] ?? 'exited', reason, goal, waitsFor: null, endedAt: new Date().toISOString() },
})

/** Tells what became of somebody whose way has ended. */
export function announceEnd(tx: Pick<EmittingTransaction, 'emit'>, accountId: string, enrollment: Enrollment): void {
  const { id: enrollmentId, dripId, version, contactId, step, state, goal, endedAt } = enrollment
  const type = state === 'completed' ? 'drip.completed' : 'drip.exited'
  const data = { enrollmentId, dripId, version, contactId, step, reason: enrollment.reason ?? 'finished', goal }
  tx.emit({ accountId, type, at: endedAt ?? new Date().toISOString(), data })
}

/** Ends the ways of people who are locked: nothing more is sent to them, whatever step is due. */
export async function endEnrollments(
  tx: EmittingTransaction,
  accountId: string,
  people: readonly { enrollment: Enrollment; reason: EndReason }[],
): Promise<void> {
  if (people.length === 0) return
  const all = people.map(({ enrollment, reason }) => ended(enrollment, reason))
  await updateEnrollments(tx, accountId, all)
  await deleteJobs(
    tx,
    all.map(({ id: key }) => ({ accountId, kind: dripStep.name, key })),
  )
  for (const one of all) announceEnd(tx, accountId, one)
}
