import { cancelBulkChange } from './cancel-bulk-change.ts'
import { getBulkChange } from './get-bulk-change.ts'
import { startBulkChange } from './start-bulk-change.ts'

export const bulkChanges = { startBulkChange, getBulkChange, cancelBulkChange }
