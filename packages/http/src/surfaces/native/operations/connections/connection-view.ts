import type { Connection, SyncRun } from '@dawk/core/integrations/connections/connection.ts'
import type { ConnectionContext } from '@dawk/core/integrations/connections/connections.ts'
import type { Static } from 'typebox'
import type { HttpContext } from '#context.ts'
import type { ConnectionView, SyncRunView } from '../../schemas/connection-schemas.ts'

/** What connections need of core. */
export const connectionContextOf = ({
  core,
  numbers,
  egress,
  connectorHosts: hosts,
  publicUrl,
}: Pick<HttpContext, 'core' | 'numbers' | 'egress' | 'connectorHosts' | 'publicUrl'>): ConnectionContext => ({
  ...core,
  ...{ numbers, egress, hosts, publicUrl },
})

export function toConnectionView(connection: Connection): Static<typeof ConnectionView> {
  const { id, kind, name, state, problem, settings, mapping, sourceId, lastOkAt, createdAt, updatedAt } = connection
  return {
    ...{ id, kind, name, state, problem, settings, lastOkAt, createdAt, updatedAt },
    mapping: { ...mapping },
    eventSourceId: sourceId,
  }
}

export const toRunView = ({
  id,
  kind,
  state,
  counts,
  problem,
  startedAt,
  endedAt,
}: SyncRun): Static<typeof SyncRunView> => ({
  ...{ id, kind, state, counts, problem, startedAt, endedAt },
})
