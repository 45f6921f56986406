import { changeConnection } from '@dawk/core/integrations/connections/connections.ts'
import { operation } from '#operations/operation.ts'
import { ConnectionPatch, ConnectionView } from '../../schemas/connection-schemas.ts'
import { connectionContextOf, toConnectionView } from './connection-view.ts'

export const updateConnection = operation({
  route: 'PATCH /connections/:id',
  of: 'connection',
  tag: 'Connections',
  scope: 'integrations:write',
  refuses: ['not_found', 'upstream_refused', 'upstream_unavailable'],
  summary: 'Update a connection',
  description:
    'New credentials are proven first, and end needs_reauth. A mapping holds for what is read from now on; a full sync reads everything.',
  body: ConnectionPatch,
  reply: { 200: ConnectionView },
  handle: async ({ ctx, caller, id, body }) =>
    toConnectionView(await changeConnection(connectionContextOf(ctx), caller, id, body)),
})
