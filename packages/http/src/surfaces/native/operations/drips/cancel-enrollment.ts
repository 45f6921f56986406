import { cancelEnrollment as cancelEnrollmentInCore } from '@dawk/core/engagement/drips/enrollments/enrollments.ts'
import { operation } from '#operations/operation.ts'
import { EnrollmentParams, EnrollmentView } from '../../schemas/drip-schemas.ts'
import { toEnrollmentView } from './drip-view.ts'

export const cancelEnrollment = operation({
  route: 'DELETE /drips/:id/enrollments/:enrollmentId',
  of: 'drip',
  tag: 'Drips',
  scope: 'automations:write',
  refuses: ['not_found'],
  summary: 'Take a person out of a drip',
  description: 'They get nothing more from it. One who has left already stays as they are.',
  params: EnrollmentParams,
  reply: { 200: EnrollmentView },
  handle: async ({ ctx, caller, params: { id, enrollmentId } }) =>
    toEnrollmentView(await cancelEnrollmentInCore(ctx.core, caller, { id, enrollmentId })),
})
