import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const testFiles = ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'tests/**/*.test.ts']
const opensDatabase = /\bopen(Database|Pglite|Postgres)\(|TEST_DATABASE_URL|support\/(database|migrated-database)\.ts/
const relativeImport = /\bfrom '(\.[^']+)'/g

/**
 * Test files that reach no database, neither by themselves nor by what they import of the other tests: they pass or fail the same
 * way whatever database the suite runs on, so one run of two is enough.
 */
export function filesWithoutDatabase(): string[] {
  const known = new Map<string, boolean>()
  return testFiles
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.includes('node_modules') && !reachesDatabase(path, known))
    .toSorted()
}

function reachesDatabase(path: string, known: Map<string, boolean>): boolean {
  const before = known.get(path)
  if (before !== undefined) return before
  known.set(path, false) // for a ring of imports; the answer follows
  const text = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : ''
  const reaches =
    opensDatabase.test(text) || testsImportedBy(path, text).some((imported) => reachesDatabase(imported, known))
  known.set(path, reaches)
  return reaches
}

/** The product itself opens no database until somebody asks it to, so only files of tests are followed. */
function testsImportedBy(path: string, text: string): string[] {
  return [...text.matchAll(relativeImport)]
    .map(([, target = '']) => relative(root, join(root, dirname(path), target)).replaceAll('\\', '/'))
    .filter((target) => target.startsWith('tests/'))
}
