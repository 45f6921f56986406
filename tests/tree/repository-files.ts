import { glob } from 'node:fs/promises'
import { root } from '../support/processes.ts'

/** Paths relative to the root, with `/`; what is installed or made is left out. */
export async function repositoryFiles(...patterns: string[]): Promise<string[]> {
  const paths: string[] = []
  for await (const path of glob(patterns, { cwd: root, exclude: (name) => /(^|\/)(node_modules|\.dawk)$/.test(name) }))
    paths.push(path.replaceAll('\\', '/'))
  return paths
}
