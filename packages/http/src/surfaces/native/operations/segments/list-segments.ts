import { listSegments as listSegmentsInCore } from '@dawk/core/engagement/segments/segments.ts'
import { list } from '#operations/list.ts'
import { SegmentView } from '../../schemas/segment-schemas.ts'

export const listSegments = list({
  route: 'GET /segments',
  tag: 'Segments',
  scope: 'contacts:read',
  summary: 'List segments',
  description: 'In the order in which they were made.',
  item: SegmentView,
  read: ({ ctx, caller }, page) => listSegmentsInCore(ctx.core, caller, page),
  view: (segment) => segment,
})
