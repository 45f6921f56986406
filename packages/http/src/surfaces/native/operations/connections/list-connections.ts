import { listConnections as listInCore } from '@dawk/core/integrations/connections/connections.ts'
import { list } from '#operations/list.ts'
import { ConnectionView } from '../../schemas/connection-schemas.ts'
import { toConnectionView } from './connection-view.ts'

export const listConnections = list({
  route: 'GET /connections',
  tag: 'Connections',
  scope: 'integrations:read',
  summary: 'List connections',
  description: 'Latest first.',
  item: ConnectionView,
  read: ({ ctx, caller }, { after: before, limit }) => listInCore(ctx.core, caller, { before, limit }),
  view: toConnectionView,
})
