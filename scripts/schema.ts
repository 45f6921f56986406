import { writeFile } from 'node:fs/promises'
import { openDatabase } from '@dawk/core/platform/database/open-database.ts'
import { describeSchema } from '../tests/support/describe-schema.ts'

/** Writes what all migrations together make of an empty database to `packages/core/schema/schema.sql`. */
const db = await openDatabase({ dataDir: null })
try {
  await writeFile(new URL('../packages/core/schema/schema.sql', import.meta.url), await describeSchema(db.worker))
} finally {
  await db.close()
}
