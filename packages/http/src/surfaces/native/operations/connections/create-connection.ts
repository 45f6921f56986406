import { createConnection as createInCore } from '@dawk/core/integrations/connections/connections.ts'
import { operation } from '#operations/operation.ts'
import { ConnectionView, NewConnectionBody } from '../../schemas/connection-schemas.ts'
import { connectionContextOf, toConnectionView } from './connection-view.ts'

export const createConnection = operation({
  route: 'POST /connections',
  tag: 'Connections',
  scope: 'integrations:write',
  refuses: ['conflict', 'upstream_refused', 'upstream_unavailable'],
  summary: 'Connect a system',
  description:
    'The credentials are proven before anything is stored. Then its records are read, and what happens there comes in at an event source of its own.',
  body: NewConnectionBody,
  reply: { 201: ConnectionView },
  handle: async ({ ctx, caller, body }) => toConnectionView(await createInCore(connectionContextOf(ctx), caller, body)),
})
