import { getSource } from '@dawk/core/integrations/sources/event-sources.ts'
import { operation } from '#operations/operation.ts'
import { SourceView } from '../../schemas/event-source-schemas.ts'
import { toSourceView } from './source-view.ts'

export const getEventSource = operation({
  route: 'GET /event-sources/:id',
  of: 'event source',
  tag: 'Event sources',
  scope: 'integrations:read',
  refuses: ['not_found'],
  summary: 'Get an event source',
  description: 'With its address, its mapping and its actions. Secrets are not among them.',
  reply: { 200: SourceView },
  handle: async ({ ctx, caller, id }) => toSourceView(ctx, await getSource(ctx.core, caller, id)),
})
