import type { DripStep } from '../drip.ts'
import type { Enrollment } from '../enrollments/enrollment.ts'

/** Meta held the message back for the person's sake: not before a day has passed. */
const heldBack = 131_049
const dayMs = 24 * 3600_000
const hourMs = 3600_000
const maxAttempts = 3

/** What a failed message leads to; null: the person goes on. */
export function afterFailure(
  step: DripStep,
  enrollment: Enrollment,
  { code, now }: { code: number | null; now: number },
): { kind: 'exit' } | { kind: 'again'; enrollment: Enrollment } | null {
  if (step.kind !== 'send_template' && step.kind !== 'send_message') return null
  const { onFailure = 'continue' } = step
  if (onFailure === 'exit') return { kind: 'exit' }
  if (onFailure === 'continue' || enrollment.attempt + 1 >= maxAttempts) return null
  const dueAt = new Date(now + (code === heldBack ? dayMs : hourMs)).toISOString()
  const again = {
    step: step.key,
    dueAt,
    enteredAt: null,
    waitsFor: null,
    signal: 'again',
    attempt: enrollment.attempt + 1,
  }
  return { kind: 'again', enrollment: { ...enrollment, ...again } }
}
