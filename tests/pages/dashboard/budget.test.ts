import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, test } from 'vitest'
import { buildDashboard } from '../../../scripts/build-dashboard.mjs'
import { root } from '../../support/processes.ts'

const assets = join(root, 'apps/dashboard/dist/assets')
const kib = 1024
const sizes = new Map<string, number>()

beforeAll(async () => {
  assert.equal(buildDashboard(), null)
  for (const name of await readdir(assets))
    if (/\.(js|css)$/.test(name)) sizes.set(name, gzipSync(await readFile(join(assets, name)), { level: 9 }).length)
})

/** The scripts that a script loads before it runs. */
async function staticImports(name: string, seen = new Set<string>()): Promise<Set<string>> {
  if (seen.has(name)) return seen
  seen.add(name)
  const source = await readFile(join(assets, name), 'utf8')
  for (const [, other = ''] of source.matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)) await staticImports(other, seen)
  return seen
}

const sum = (names: Iterable<string>) => [...names].reduce((total, name) => total + (sizes.get(name) ?? 0), 0)
const chunk = (start: string) => [...sizes.keys()].find((name) => name.startsWith(start) && name.endsWith('.js')) ?? ''

test('what has to be there before the first page and before the inbox stays small', async () => {
  const index = await readFile(join(root, 'apps/dashboard/dist/index.html'), 'utf8')
  const entries = [...index.matchAll(/\/app\/assets\/([^"]+\.js)"/g)].map(([, name = '']) => name)
  const initial = new Set<string>()
  for (const name of entries) await staticImports(name, initial)
  assert.ok(sum(initial) <= 180 * kib, `the first page needs ${Math.round(sum(initial) / kib)} KiB`)
  const inbox = new Set(initial)
  for (const name of [chunk('inbox-page-'), chunk('conversation-pane-')]) await staticImports(name, inbox)
  assert.ok(sum(inbox) <= 260 * kib, `the inbox needs ${Math.round(sum(inbox) / kib)} KiB`)
})

test('no part that is loaded later is large, and neither are the styles', () => {
  for (const [name, bytes] of sizes) assert.ok(bytes <= 150 * kib, `${name} has ${Math.round(bytes / kib)} KiB`)
  const styles = sum([...sizes.keys()].filter((name) => name.endsWith('.css')))
  assert.ok(styles <= 45 * kib, `the styles have ${Math.round(styles / kib)} KiB`)
})
