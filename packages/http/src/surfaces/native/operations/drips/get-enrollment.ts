import { getEnrollment as getEnrollmentInCore } from '@dawk/core/engagement/drips/enrollments/enrollments.ts'
import { operation } from '#operations/operation.ts'
import { EnrollmentParams, EnrollmentWithSteps } from '../../schemas/drip-schemas.ts'
import { toEnrollmentView } from './drip-view.ts'

export const getEnrollment = operation({
  route: 'GET /drips/:id/enrollments/:enrollmentId',
  of: 'drip',
  tag: 'Drips',
  scope: 'automations:read',
  refuses: ['not_found'],
  summary: 'Get a person in a drip',
  description: 'With the steps that they took, and what became of each message.',
  params: EnrollmentParams,
  reply: { 200: EnrollmentWithSteps },
  async handle({ ctx, caller, params: { id, enrollmentId } }) {
    const { steps, ...enrollment } = await getEnrollmentInCore(ctx.core, caller, { id, enrollmentId })
    return { ...toEnrollmentView(enrollment), steps: [...steps] }
  },
})
