import type { Drip } from '@dawk/core/engagement/drips/drip.ts'
import type { DripContext } from '@dawk/core/engagement/drips/drips.ts'
import type { ShownEnrollment } from '@dawk/core/engagement/drips/enrollments/enrollment.ts'
import type { Static } from 'typebox'
import type { OperationContext } from '#context.ts'
import type { DripView, EnrollmentView } from '../../schemas/drip-schemas.ts'

/** What drips need of core. */
export const dripContextOf = ({ core, numbers }: Pick<OperationContext, 'core' | 'numbers'>): DripContext => ({
  ...core,
  numbers,
})

export function toDripView({ definition, ...drip }: Drip): Static<typeof DripView> {
  return { ...drip, ...definition } as unknown as Static<typeof DripView>
}

export function toEnrollmentView(enrollment: ShownEnrollment): Static<typeof EnrollmentView> {
  const { id, version, contactId, contactName, state, reason, goal, step } = enrollment
  const { dueAt, waitsFor, sent, lastOutcome, enrolledAt, endedAt } = enrollment
  return {
    ...{ id, version, contactId, contactName, state, reason, goal, step },
    ...{ dueAt, waitsFor, sent, lastOutcome, enrolledAt, endedAt },
  }
}
