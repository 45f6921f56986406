import { listRuns } from '@dawk/core/integrations/connections/syncs.ts'
import { knownId } from '#operations/known-id.ts'
import { list } from '#operations/list.ts'
import { SyncRunView } from '../../schemas/connection-schemas.ts'
import { toRunView } from './connection-view.ts'

export const listSyncRuns = list({
  route: 'GET /connections/:id/runs',
  of: 'connection',
  tag: 'Connections',
  scope: 'integrations:read',
  refuses: ['not_found'],
  summary: 'List the syncs of a connection',
  description: 'Latest first, with what each has read.',
  item: SyncRunView,
  read: ({ ctx, caller, params }, { after: before, limit }) =>
    listRuns(ctx.core, caller, knownId((params as { id: string }).id, 'connection'), { before, limit }),
  view: toRunView,
})
