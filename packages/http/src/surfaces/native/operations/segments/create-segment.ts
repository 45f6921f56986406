import { createSegment as createSegmentInCore } from '@dawk/core/engagement/segments/segments.ts'
import { operation } from '#operations/operation.ts'
import { NewSegment, SegmentView } from '../../schemas/segment-schemas.ts'

export const createSegment = operation({
  route: 'POST /segments',
  tag: 'Segments',
  scope: 'contacts:write',
  refuses: ['conflict'],
  summary: 'Create a segment',
  description:
    'With a filter, whoever it finds when asked is in it. Without one it is a list, whose members are added by hand.',
  body: NewSegment,
  reply: { 201: SegmentView },
  handle: ({ ctx, caller, body }) => createSegmentInCore(ctx.core, caller, body),
})
