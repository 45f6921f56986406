import { updateSegment as updateSegmentInCore } from '@dawk/core/engagement/segments/segments.ts'
import { operation } from '#operations/operation.ts'
import { SegmentPatch, SegmentView } from '../../schemas/segment-schemas.ts'

export const updateSegment = operation({
  route: 'PATCH /segments/:id',
  of: 'segment',
  tag: 'Segments',
  scope: 'contacts:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Update a segment',
  description: 'A new filter counts as a new revision. A segment may name others, but not contain itself.',
  body: SegmentPatch,
  reply: { 200: SegmentView },
  handle: ({ ctx, caller, id, body }) => updateSegmentInCore(ctx.core, caller, id, body),
})
