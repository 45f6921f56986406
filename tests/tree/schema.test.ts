import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'vitest'
import { openFreshDatabase } from '../support/database.ts'
import { describeSchema } from '../support/describe-schema.ts'
import { root } from '../support/processes.ts'

test('schema.sql is what the migrations make; `npm run schema` writes it anew', async () => {
  const { db, close } = await openFreshDatabase()
  try {
    const written = await readFile(join(root, 'packages/core/schema/schema.sql'), 'utf8')
    assert.equal(await describeSchema(db.worker), written)
  } finally {
    await close()
  }
})
