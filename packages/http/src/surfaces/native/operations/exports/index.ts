import { cancelExport } from './cancel-export.ts'
import { createExport } from './create-export.ts'
import { getExport } from './get-export.ts'
import { listExports } from './list-exports.ts'

export const exports = { listExports, createExport, getExport, cancelExport }
