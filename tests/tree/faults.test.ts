import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'vitest'
import { root } from '../support/processes.ts'

/** Each test that the page names, behind the file in which it is. */
async function namedTests(): Promise<{ path: string; name: string }[]> {
  const named: { path: string; name: string }[] = []
  let path = ''
  const page = await readFile(join(root, 'docs/faults.md'), 'utf8')
  for (const [, file, name] of page.matchAll(/`([\w/.-]+\.test\.ts)`|“([^”]+)”/g)) {
    if (file) path = file
    else if (name) named.push({ path, name })
  }
  return named
}

test('every test that docs/faults.md names is in the file that it names', async () => {
  const named = await namedTests()
  assert.ok(named.length > 100, 'names are found at all')
  const missing: string[] = []
  for (const { path, name } of named) {
    const source = await readFile(join(root, path), 'utf8')
    if (!source.replaceAll("\\'", "'").includes(name)) missing.push(`${path}: ${name}`)
  }
  assert.deepEqual(missing, [])
})
