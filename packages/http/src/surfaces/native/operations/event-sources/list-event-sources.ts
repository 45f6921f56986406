import { listSources } from '@dawk/core/integrations/sources/event-sources.ts'
import { list } from '#operations/list.ts'
import { SourceView } from '../../schemas/event-source-schemas.ts'
import { toSourceView } from './source-view.ts'

export const listEventSources = list({
  route: 'GET /event-sources',
  tag: 'Event sources',
  scope: 'integrations:read',
  summary: 'List event sources',
  description: 'Latest first, those of connections among them.',
  item: SourceView,
  read: ({ ctx, caller }, { after: before, limit }) => listSources(ctx.core, caller, { before, limit }),
  view: (source, { ctx }) => toSourceView(ctx, source),
})
