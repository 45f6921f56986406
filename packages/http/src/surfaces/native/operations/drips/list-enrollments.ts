import { listEnrollments as listEnrollmentsInCore } from '@dawk/core/engagement/drips/enrollments/enrollments.ts'
import { knownId } from '#operations/known-id.ts'
import { list } from '#operations/list.ts'
import { EnrollmentFilters, EnrollmentView } from '../../schemas/drip-schemas.ts'
import { toEnrollmentView } from './drip-view.ts'

export const listEnrollments = list({
  route: 'GET /drips/:id/enrollments',
  of: 'drip',
  tag: 'Drips',
  scope: 'automations:read',
  refuses: ['not_found'],
  summary: 'List the people of a drip',
  description: 'Latest first, each with where they stand.',
  filters: EnrollmentFilters,
  item: EnrollmentView,
  read({ ctx, caller, params }, { after: before, limit }, { state = null, step = null, contactId = null }) {
    const id = knownId((params as { id: string }).id, 'drip')
    return listEnrollmentsInCore(ctx.core, caller, id, { before, limit, state, step, contactId })
  },
  view: toEnrollmentView,
})
