import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'
import { listBuiltFiles } from './built-files.ts'

test('only files of a build with a known type can be asked for, each with its compressed copies', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'dawk-'))
  t.onTestFinished(() => rm(directory, { recursive: true }))
  await mkdir(join(directory, 'assets'))
  for (const name of ['index.html', 'assets/a-1.js', 'assets/a-1.js.br', '.sources'])
    await writeFile(join(directory, name), '')
  const files = await listBuiltFiles(directory)
  assert.deepEqual([...files].map(([name, { immutable, encodings }]) => [name, immutable, encodings]).toSorted(), [
    ['assets/a-1.js', true, ['br']],
    ['index.html', false, []],
  ])
  assert.equal((await listBuiltFiles(join(directory, 'nowhere'))).size, 0)
})
