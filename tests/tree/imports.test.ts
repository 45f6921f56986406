import assert from 'node:assert/strict'
import { test } from 'vitest'
import { importsOf } from './imports-of.ts'
import { repositoryFiles } from './repository-files.ts'

const sources = await repositoryFiles(
  '{packages/*/src,packages/emulators/*/src,apps/*/src,sdks/*/src,tests,bench,scripts}/**/*.ts',
)
const known = new Set(sources)
/** Every file with the files that it imports, types included. */
const imports = new Map(
  await Promise.all(
    sources.map(async (path) => [path, (await importsOf(path)).filter((name) => known.has(name))] as const),
  ),
)

/** The first way from a file back to itself; null: there is none. */
function findCycle(): string[] | null {
  const done = new Set<string>()
  const visit = (path: string, way: string[]): string[] | null => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path]
    if (done.has(path)) return null
    for (const next of imports.get(path) ?? []) {
      const cycle = visit(next, [...way, path])
      if (cycle) return cycle
    }
    done.add(path)
    return null
  }
  for (const path of sources) {
    const cycle = visit(path, [])
    if (cycle) return cycle
  }
  return null
}

test('no file comes back to itself by its imports, those of types included', () => {
  assert.equal(findCycle()?.join('\n  → ') ?? null, null)
})

/** What each part may import besides itself. */
const below: Record<string, readonly string[]> = {
  'packages/cloud-api': [],
  'packages/simulator': ['packages/cloud-api'],
  'packages/core': ['packages/cloud-api'],
  'packages/http': ['packages/core', 'packages/cloud-api', 'packages/mcp'],
  'packages/emulators': [],
  'sdks/typescript': [],
  'packages/mcp': ['sdks/typescript'],
  'apps/cli': ['packages/mcp', 'sdks/typescript'],
  'apps/gateway': ['packages/http', 'packages/core', 'packages/cloud-api', 'packages/simulator', 'packages/emulators'],
}
const partOf = (path: string) => path.split('/').slice(0, 2).join('/')
const surfaceOf = (path: string) => /^packages\/http\/src\/surfaces\/([^/]+)\//.exec(path)?.[1]

function strayImports(isStray: (from: string, to: string) => boolean): string[] {
  return [...imports].flatMap(([from, all]) =>
    all.filter((to) => isStray(from, to)).map((to) => `${from} imports ${to}`),
  )
}

test('imports go one way: apps → http → core → cloud-api, and simulator → cloud-api', () => {
  const isStray = (from: string, to: string) =>
    !from.endsWith('.test.ts') && partOf(from) !== partOf(to) && below[partOf(from)]?.includes(partOf(to)) === false
  assert.deepEqual(strayImports(isStray), [])
})

test('no surface imports another: what two of them need has a room of its own, such as resources/', () => {
  const isStray = (from: string, to: string) =>
    surfaceOf(from) !== undefined && surfaceOf(to) !== undefined && surfaceOf(from) !== surfaceOf(to)
  assert.deepEqual(strayImports(isStray), [])
})

test('the rest of the package knows the surfaces by their list alone', () => {
  const list = 'packages/http/src/surfaces/index.ts'
  const isStray = (from: string, to: string) =>
    partOf(from) === 'packages/http' &&
    from !== list &&
    !from.endsWith('.test.ts') &&
    surfaceOf(from) === undefined &&
    surfaceOf(to) !== undefined
  assert.deepEqual(strayImports(isStray), [])
})
