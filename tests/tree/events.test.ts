import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'vitest'
import { describeErrors } from '../support/describe-errors.ts'
import { writeEventTables } from '../support/describe-events.ts'
import { root } from '../support/processes.ts'

test('docs/events.md says what the catalogue of events says; `npm run openapi` writes its tables anew', async () => {
  const page = await readFile(join(root, 'docs/events.md'), 'utf8')
  assert.equal(page, writeEventTables(page))
})

test('docs/errors.md says what the catalogues of errors say; `node scripts/errors.ts` writes it anew', async () => {
  assert.equal(await readFile(join(root, 'docs/errors.md'), 'utf8'), describeErrors())
})
