import { listSyncErrors as listInCore } from '@dawk/core/integrations/connections/syncs.ts'
import { operation } from '#operations/operation.ts'
import { SyncErrors } from '../../schemas/connection-schemas.ts'

export const listSyncErrors = operation({
  route: 'GET /connections/:id/errors',
  of: 'connection',
  tag: 'Connections',
  scope: 'integrations:read',
  refuses: ['not_found'],
  summary: 'List records that could not be used',
  description: 'Latest first, at most 200. A record that is mended there leaves the list with the next sync.',
  reply: { 200: SyncErrors },
  handle: async ({ ctx, caller, id }) => ({ errors: await listInCore(ctx.core, caller, id) }),
})
