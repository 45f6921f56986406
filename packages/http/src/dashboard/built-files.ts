import { readdir } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

/** A file of the build. */
export interface BuiltFile {
  path: string
  type: string
  /** Its name carries a hash of its content. */
  immutable: boolean
  /** Compressed copies that lie beside it. */
  encodings: readonly Encoding[]
}

export type Encoding = 'br' | 'gzip'
export const endings: Readonly<Record<Encoding, string>> = { br: '.br', gzip: '.gz' }

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
}

/** The files of a build by their path below it; empty: there is none. Nothing else can be asked for. */
export async function listBuiltFiles(directory: string): Promise<Map<string, BuiltFile>> {
  const names = await readdir(directory, { recursive: true }).catch(() => [] as string[])
  const all = new Set(names.map((name) => name.split(sep).join('/')))
  const files = new Map<string, BuiltFile>()
  for (const name of all) {
    const type = types[extname(name)]
    if (type === undefined) continue
    const encodings = (['br', 'gzip'] as const).filter((encoding) => all.has(name + endings[encoding]))
    files.set(name, { path: join(directory, name), type, immutable: name.startsWith('assets/'), encodings })
  }
  return files
}
