import { newId } from '#platform/ids.ts'
import type { JobKind, NewJob } from '#platform/jobs/job.ts'
import type { EmittingTransaction } from '#tenancy/unit-of-work.ts'
import type { ActiveDrip } from '../drip-store.ts'
import { dripStep } from '../run/drip-job.ts'
import { insertEnrollments } from './enrollment-store.ts'

/** Somebody whom a trigger leads in. */
export interface Entrant {
  contactId: string
  /** Names what led to it: the same leads nobody in twice. */
  triggerKey: string
  vars?: Readonly<Record<string, string>>
  /** The message of a campaign that they got: a first step may wait for what becomes of it. */
  lastMessageId?: string | null
}

interface EnteringTransaction extends EmittingTransaction {
  schedule(kind: JobKind, ...jobs: NewJob[]): void
}

/** Lets people into a drip that the caller has locked. Their first step is due at once. Returns those who entered. */
export async function enroll(
  tx: EnteringTransaction,
  { accountId, id: dripId, version, definition }: ActiveDrip,
  entrants: readonly Entrant[],
): Promise<{ id: string; contactId: string }[]> {
  const [first] = definition.steps
  if (!first || entrants.length === 0) return []
  const at = new Date().toISOString()
  const entered = await insertEnrollments(
    tx,
    accountId,
    definition.reentry,
    entrants.map(({ vars = {}, lastMessageId = null, ...one }) => ({
      ...{ id: newId(), dripId, version, step: first.key, vars, lastMessageId, dueAt: at, enrolledAt: at },
      ...one,
    })),
  )
  for (const { id, contactId } of entered) {
    tx.schedule(dripStep, { accountId, key: id, payload: {} })
    tx.emit({ accountId, type: 'drip.enrolled', at, data: { enrollmentId: id, dripId, version, contactId } })
  }
  return entered
}
