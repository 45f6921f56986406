import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Bundles programs with all that they import, so that they install without any dependency and run from Node 20.18.1 on.
 * `entries`: path of the source, from the root, by the name of what is written.
 * @returns the licences of the packages of others that are in it
 */
export async function bundle(entries: Readonly<Record<string, string>>, outDir: string): Promise<string> {
  const modules = new Set<string>()
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true },
    resolve: { alias: { undici: 'undici-node20' } }, // the newest undici does not load on Node 20
    plugins: [
      {
        name: 'note-modules',
        generateBundle(_options, output) {
          for (const chunk of Object.values(output))
            if (chunk.type === 'chunk') for (const id of Object.keys(chunk.modules)) modules.add(id)
        },
      },
    ],
    build: {
      ssr: true,
      emptyOutDir: false,
      outDir,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(root, path)])),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
  return describeLicences([...modules])
}

/** A section for each package, with the text of its licence. */
function describeLicences(modules: readonly string[]): string {
  const folders = new Set(modules.map(packageFolder).filter((folder) => folder !== null))
  const sections = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const file = readdirSync(folder).find((one) => /^(licen[cs]e|copying)/i.test(one))
    const text =
      file === undefined ? 'Its package holds no text of the licence.' : readFileSync(join(folder, file), 'utf8')
    return `${name} ${version} (${license})\n\n${text.trim()}`
  })
  return `This package holds code of these others.\n\n${sections.toSorted().join(`\n\n${'-'.repeat(80)}\n\n`)}\n`
}

/** The nearest folder below `node_modules` that has a manifest with a version; null: a module of our own. */
function packageFolder(id: string): string | null {
  if (!id.includes('/node_modules/')) return null
  for (
    let folder = dirname(id.replace(/^\0/, '').split('?')[0] ?? '');
    folder.includes('/node_modules/');
    folder = dirname(folder)
  ) {
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest) && 'version' in JSON.parse(readFileSync(manifest, 'utf8'))) return folder
  }
  return null
}
