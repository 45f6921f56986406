import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from 'vitest'
import { root } from '../support/processes.ts'
import { importsOf } from './imports-of.ts'
import { repositoryFiles } from './repository-files.ts'

const sources = await repositoryFiles('{packages/*/src,packages/emulators/*/src,apps/*/src}/**/*.ts')
const code = sources.filter((path) => !path.endsWith('.test.ts'))

/** The rooms of core and what each may import besides itself; `context.ts`, which wires them, may be imported by all. */
const below: Record<string, readonly string[]> = {
  platform: [],
  events: ['platform'],
  tenancy: ['platform', 'events'],
  webhooks: ['platform', 'events', 'tenancy'],
  messaging: ['platform', 'events', 'tenancy'],
  engagement: ['platform', 'events', 'tenancy', 'messaging'],
  commerce: ['platform', 'events', 'tenancy'],
  integrations: ['platform', 'events', 'tenancy', 'messaging', 'engagement', 'commerce'],
  operations: ['platform', 'events', 'tenancy', 'webhooks', 'messaging', 'engagement', 'commerce', 'integrations'],
}
const core = 'packages/core/src/'
const roomOf = (path: string) =>
  path.startsWith(core) && path.slice(core.length).includes('/') ? path.slice(core.length).split('/')[0] : undefined

test('the rooms of core import downward only', async () => {
  const upward: string[] = []
  for (const path of code) {
    const room = roomOf(path)
    if (room === undefined) continue
    assert.ok(below[room], `${room} is a room of core`)
    for (const other of await importsOf(path)) {
      const otherRoom = roomOf(other)
      if (otherRoom !== undefined && otherRoom !== room && !below[room]?.includes(otherRoom))
        upward.push(`${path} imports ${other}`)
    }
  }
  assert.deepEqual(upward, [])
})

test('no import climbs three levels: from there it is a subpath import', async () => {
  const climbing: string[] = []
  for (const path of code)
    for (const [, name = ''] of (await readFile(join(root, path), 'utf8')).matchAll(/from '((?:\.\.\/){3}[^']+)'/g))
      climbing.push(`${path}: ${name}`)
  assert.deepEqual(climbing, [])
})

test('no folder lies deeper than four below src', () => {
  const deep = code.filter((path) => dirname(path.slice(path.indexOf('/src/') + 5)).split('/').length > 4)
  assert.deepEqual(deep, [])
})

test('no folder below a room has fewer than three entries', async () => {
  const inside = new Map<string, Set<string>>()
  for (const path of await repositoryFiles('{packages/*/src,packages/emulators/*/src,apps/*/src}/**/*.*'))
    for (let at = path; !at.endsWith('/src'); at = dirname(at))
      inside.set(dirname(at), (inside.get(dirname(at)) ?? new Set()).add(at))
  const small = [...inside]
    .filter(
      ([folder, entries]) =>
        entries.size < 3 && dirname(folder) !== 'packages/core/src' && !folder.endsWith('/fixtures'),
    )
    .map(([folder]) => folder)
  assert.deepEqual(small, [])
})

test('no file is longer than 350 lines', async () => {
  const long: string[] = []
  for (const path of code) {
    const lines = (await readFile(join(root, path), 'utf8')).split('\n').length
    if (lines > 350) long.push(`${path}: ${lines}`)
  }
  assert.deepEqual(long, [])
})

/** How many short files are read by one file alone. Lower it with each that is folded. */
const mostToFold = 21

test('a file under 40 lines that one file of its package alone imports, and no test, is folded into it', async () => {
  const importers = new Map<string, string[]>()
  for (const path of [...sources, ...(await repositoryFiles('{tests,bench,scripts}/**/*.ts'))])
    for (const name of await importsOf(path)) importers.set(name, [...(importers.get(name) ?? []), path])
  const short: string[] = []
  for (const path of code.filter((one) => !one.startsWith('apps/dashboard/'))) {
    const [importer, ...others] = importers.get(path) ?? []
    if (importer === undefined || others.length > 0 || !importer.startsWith(`${path.split('/src/')[0]}/src/`)) continue
    if (standsApart(path, importer)) continue
    if ((await readFile(join(root, path), 'utf8')).split('\n').length <= 40) short.push(`${path} ← ${importer}`)
  }
  assert.ok(short.length <= mostToFold, `${short.length} is more than ${mostToFold}:\n${short.join('\n')}`)
})

/** Statements stand in stores; an operation, a kind, a command and what each surface has are files of their own, found by their names. */
const standsApart = (path: string, importer: string) =>
  importer.endsWith('.test.ts') ||
  (path.endsWith('-store.ts') && !importer.endsWith('-store.ts')) ||
  /\/(operations|resources|commands|operator|nodes|surfaces\/[^/]+)\/(?:.*\/)?[^/]+\.ts$/.test(path) ||
  /catalogue\.ts$/.test(importer)
