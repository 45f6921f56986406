import { readFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { root } from '../support/processes.ts'

/** What a file imports, types included, as paths from the root; packages by their names. */
export async function importsOf(path: string): Promise<string[]> {
  const text = await readFile(join(root, path), 'utf8')
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) => resolve(path, name))
}

function resolve(path: string, name: string): string {
  if (name.startsWith('.')) return normalize(join(dirname(path), name))
  if (name.startsWith('#')) return `${path.slice(0, path.indexOf('/src/'))}/src/${name.slice(1)}`
  const [, scope, ...rest] = /^@dawk\//.test(name) ? name.split('/') : []
  const folders: Record<string, string> = { gateway: 'apps/gateway', cli: 'apps/cli', sdk: 'sdks/typescript' }
  return scope === undefined ? name : `${folders[scope] ?? `packages/${scope}`}/src/${rest.join('/')}`
}
