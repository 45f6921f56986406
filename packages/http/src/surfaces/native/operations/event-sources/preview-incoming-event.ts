import { previewIncoming } from '@dawk/core/integrations/incoming/incoming-events.ts'
import { operation } from '#operations/operation.ts'
import { IncomingParams, IncomingPreviewView, PreviewBody } from '../../schemas/event-source-schemas.ts'
import { toPreviewView } from './source-view.ts'

export const previewIncomingEvent = operation({
  route: 'POST /event-sources/:id/events/:eventId/preview',
  of: 'event source',
  tag: 'Event sources',
  scope: 'integrations:read',
  refuses: ['not_found'],
  summary: 'Try a mapping on an event',
  description: 'What would be written, and which actions are for it. Nothing is written and nothing is sent.',
  params: IncomingParams,
  body: PreviewBody,
  reply: { 200: IncomingPreviewView },
  handle: async ({ ctx, caller, params: { id: sourceId, eventId }, body: { mapping = null } }) =>
    toPreviewView(await previewIncoming(ctx.core, caller, { sourceId, eventId, mapping })),
})
