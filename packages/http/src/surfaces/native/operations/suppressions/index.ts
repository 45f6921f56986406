import { addSuppressions } from './add-suppressions.ts'
import { deleteSuppression } from './delete-suppression.ts'
import { exportSuppressions } from './export-suppressions.ts'
import { listSuppressions } from './list-suppressions.ts'

export const suppressions = { listSuppressions, exportSuppressions, addSuppressions, deleteSuppression }
