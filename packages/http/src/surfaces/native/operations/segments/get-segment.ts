import { getSegment as getSegmentInCore } from '@dawk/core/engagement/segments/segments.ts'
import { operation } from '#operations/operation.ts'
import { SegmentView } from '../../schemas/segment-schemas.ts'

export const getSegment = operation({
  route: 'GET /segments/:id',
  of: 'segment',
  tag: 'Segments',
  scope: 'contacts:read',
  refuses: ['not_found'],
  summary: 'Get a segment',
  description: 'With its filter. `GET /v1/segments/{id}/contacts` lists who is in it.',
  reply: { 200: SegmentView },
  handle: ({ ctx, caller, id }) => getSegmentInCore(ctx.core, caller, id),
})
