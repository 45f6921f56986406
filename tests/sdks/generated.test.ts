import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OpenApiDocument } from '@dawk/http/openapi/document.ts'
import { operations } from '@dawk/sdk/generated/operations.ts'
import { test } from 'vitest'
import { sdkFiles } from '../../scripts/sdk/write-sdks.ts'
import { root } from '../support/processes.ts'

const document = JSON.parse(await readFile(join(root, 'docs/openapi/native.json'), 'utf8')) as OpenApiDocument

test('the generated part of both SDKs is what the generator writes: run node scripts/openapi.ts', async () => {
  for (const [path, text] of sdkFiles(document))
    assert.ok((await readFile(join(root, path), 'utf8')) === text, `${path} is out of date`)
})

test('every operation of the document has a method', () => {
  const rows = Object.values(operations).flatMap((methods) => Object.values(methods))
  const documented = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  )
  assert.deepEqual(rows.map((row) => row.split(' ').slice(0, 2).join(' ')).toSorted(), documented.toSorted())
})
