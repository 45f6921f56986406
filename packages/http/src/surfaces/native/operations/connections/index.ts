import { createConnection } from './create-connection.ts'
import { deleteConnection } from './delete-connection.ts'
import { getConnection } from './get-connection.ts'
import { listConnections } from './list-connections.ts'
import { listSyncErrors } from './list-sync-errors.ts'
import { listSyncRuns } from './list-sync-runs.ts'
import { previewConnection } from './preview-connection.ts'
import { syncConnection } from './sync-connection.ts'
import { testConnection } from './test-connection.ts'
import { updateConnection } from './update-connection.ts'

export const connections = {
  listConnections,
  getConnection,
  createConnection,
  updateConnection,
  deleteConnection,
  testConnection,
  previewConnection,
  syncConnection,
  listSyncRuns,
  listSyncErrors,
}
