import { testConnection as testInCore } from '@dawk/core/integrations/connections/connections.ts'
import { operation } from '#operations/operation.ts'
import { ConnectionTested } from '../../schemas/connection-schemas.ts'
import { connectionContextOf } from './connection-view.ts'

export const testConnection = operation({
  route: 'POST /connections/:id/test',
  of: 'connection',
  tag: 'Connections',
  scope: 'integrations:write',
  refuses: ['not_found', 'upstream_refused', 'upstream_unavailable'],
  summary: 'Test a connection',
  description: 'Whether the credentials hold; reports that were switched off there are subscribed to again.',
  reply: { 200: ConnectionTested },
  handle: ({ ctx, caller, id }) => testInCore(connectionContextOf(ctx), caller, id),
})
