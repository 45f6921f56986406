import type { EndReason } from '../drip.ts'

export const enrollmentStates = ['active', 'completed', 'exited', 'failed'] as const
export type EnrollmentState = (typeof enrollmentStates)[number]

/** A person on their way through a drip. Instants are ISO 8601. */
export interface Enrollment {
  id: string
  dripId: string
  version: number
  contactId: string
  triggerKey: string
  state: EnrollmentState
  reason: EndReason | null
  goal: string | null
  /** The key of the step that is next, or that is being waited in. */
  step: string
  seq: number
  rev: number
  dueAt: string
  enteredAt: string | null
  waitsFor: string | null
  signal: string | null
  attempt: number
  sent: number
  lastSentAt: string | null
  lastMessageId: string | null
  lastOutcome: string | null
  vars: Readonly<Record<string, string>>
  enrolledAt: string
  endedAt: string | null
}

/** As it is shown. */
export interface ShownEnrollment extends Enrollment {
  /** What the person is called now; null: no name is known. */
  contactName: string | null
}
