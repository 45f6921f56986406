import assert from 'node:assert/strict'
import { basename } from 'node:path'
import { dialects } from '@dawk/http/surfaces/index.ts'
import { test } from 'vitest'
import { repositoryFiles } from './repository-files.ts'

const toFileName = (operationId: string) =>
  `${operationId.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`

test.each(dialects.map((dialect) => [dialect.name, dialect] as const))(
  'each operation of %s stands in a file of its own, named after it',
  async (name, { operations }) => {
    const files = await repositoryFiles(`packages/http/src/{surfaces/${name}/operations,resources}/**/*.ts`)
    const names = new Set(files.map((file) => basename(file)))
    const missing = Object.keys(operations).filter((operationId) => !names.has(toFileName(operationId)))
    assert.deepEqual(missing, [])
  },
)

test('what a document can be generated from is in every operation', () => {
  for (const { name, operations, description } of dialects)
    for (const [operationId, { tag, summary, reply, shown }] of Object.entries(operations)) {
      assert.ok(tag in description.tags, `${name} ${operationId} has a tag of its surface`)
      assert.ok(summary !== '' && !summary.endsWith('.'), `${name} ${operationId} has a summary without a full stop`)
      assert.ok(reply ?? shown?.reply, `${name} ${operationId} declares its reply`)
    }
})
