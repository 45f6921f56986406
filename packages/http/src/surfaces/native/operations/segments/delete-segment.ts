import { deleteSegment as deleteSegmentInCore } from '@dawk/core/engagement/segments/segments.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'

export const deleteSegment = operation({
  route: 'DELETE /segments/:id',
  of: 'segment',
  tag: 'Segments',
  scope: 'contacts:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Delete a segment',
  description: 'The contacts stay. 409 while another segment names it.',
  reply: { 204: Type.Null() },
  async handle({ ctx, caller, id }) {
    await deleteSegmentInCore(ctx.core, caller, id)
  },
})
