import { enrollContacts as enrollContactsInCore } from '@dawk/core/engagement/drips/enrollments/enrollments.ts'
import { operation } from '#operations/operation.ts'
import { EnrollBody, EnrolledView } from '../../schemas/drip-schemas.ts'

export const enrollContacts = operation({
  route: 'POST /drips/:id/enrollments',
  of: 'drip',
  tag: 'Drips',
  scope: 'automations:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Let contacts into a drip',
  description:
    'Whom its rule does not let in again stays out. The same key lets the same person in once, however often it is sent.',
  body: EnrollBody,
  reply: { 200: EnrolledView },
  async handle({ ctx, caller, id, body: { contactIds, key, vars = {} } }) {
    return { enrolled: await enrollContactsInCore(ctx.core, caller, id, { contactIds, key, vars }) }
  },
})
