import { changeMembers } from '@dawk/core/engagement/segments/segments.ts'
import { operation } from '#operations/operation.ts'
import { MembersBody, MembersView } from '../../schemas/segment-schemas.ts'

export const changeSegmentMembers = operation({
  route: 'POST /segments/:id/members',
  of: 'segment',
  tag: 'Segments',
  scope: 'contacts:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Change the members of a static segment',
  description: 'Up to 1,000 to add and to remove. Ids of no contact are left out. 409 for a dynamic segment.',
  body: MembersBody,
  reply: { 200: MembersView },
  handle: ({ ctx, caller, id, body: { add = [], remove = [] } }) =>
    changeMembers(ctx.core, caller, id, { add, remove }),
})
