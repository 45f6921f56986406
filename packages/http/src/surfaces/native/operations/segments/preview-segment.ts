import { previewFilter } from '@dawk/core/engagement/segments/preview.ts'
import { operation } from '#operations/operation.ts'
import { PreviewBody, PreviewView } from '../../schemas/segment-schemas.ts'

export const previewSegment = operation({
  route: 'POST /segments/preview',
  tag: 'Segments',
  scope: 'contacts:read',
  cost: 5,
  summary: 'Preview a filter',
  description:
    'How many contacts it finds, up to ten of them, and how many each condition finds by itself. A count that takes more than two seconds is an estimate and says so.',
  body: PreviewBody,
  reply: { 200: PreviewView },
  handle: ({ ctx, caller, body }) => previewFilter(ctx.core, caller, body.filter),
})
