import { startSync } from '@dawk/core/integrations/connections/syncs.ts'
import { operation } from '#operations/operation.ts'
import { bodyOrNothing } from '#resources/schemas.ts'
import { ConnectionView, SyncBody } from '../../schemas/connection-schemas.ts'
import { toConnectionView } from './connection-view.ts'

export const syncConnection = operation({
  route: 'POST /connections/:id/sync',
  of: 'connection',
  tag: 'Connections',
  scope: 'integrations:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Read what has changed',
  description:
    'At once rather than with the next sweep. With `full` everything is read, and what is not there any more is marked.',
  body: bodyOrNothing(SyncBody),
  reply: { 202: ConnectionView },
  handle: async ({ ctx, caller, id, body }) =>
    toConnectionView(await startSync(ctx.core, caller, id, { full: body?.full ?? false })),
})
