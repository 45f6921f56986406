import { getConnection as getInCore } from '@dawk/core/integrations/connections/connections.ts'
import { operation } from '#operations/operation.ts'
import { ConnectionView } from '../../schemas/connection-schemas.ts'
import { toConnectionView } from './connection-view.ts'

export const getConnection = operation({
  route: 'GET /connections/:id',
  of: 'connection',
  tag: 'Connections',
  scope: 'integrations:read',
  refuses: ['not_found'],
  summary: 'Get a connection',
  description: 'With its state and its settings. Credentials are not among them.',
  reply: { 200: ConnectionView },
  handle: async ({ ctx, caller, id }) => toConnectionView(await getInCore(ctx.core, caller, id)),
})
