import { cancelImport } from './cancel-import.ts'
import { checkImport } from './check-import.ts'
import { createImport } from './create-import.ts'
import { deleteImportMapping } from './delete-import-mapping.ts'
import { getImport } from './get-import.ts'
import { getImportResults } from './get-import-results.ts'
import { listImportMappings } from './list-import-mappings.ts'
import { listImports } from './list-imports.ts'
import { mapImport } from './map-import.ts'
import { readImportAnew } from './read-import-anew.ts'
import { runImport } from './run-import.ts'
import { undoImport } from './undo-import.ts'

export const imports = {
  listImports,
  createImport,
  getImport,
  readImportAnew,
  mapImport,
  checkImport,
  runImport,
  cancelImport,
  undoImport,
  getImportResults,
  listImportMappings,
  deleteImportMapping,
}
