import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from './pack-bundle.ts'
import { compile, declare } from './pack-types.ts'

/** Builds a package as it is published, and packs it: `node scripts/pack.ts sdk|simulator|cli [folder for the tarball]`. */
const root = fileURLToPath(new URL('..', import.meta.url))

const published = {
  private: undefined,
  exports: undefined,
  dependencies: undefined,
  sideEffects: false,
  files: ['dist', '*.md', '*.txt'],
}

/** Writes the manifest and what every package has. `extra` is what differs from that of the repository. */
function writePackage(folder: string, target: string, extra: Record<string, unknown>): void {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
  writeFileSync(join(target, 'package.json'), JSON.stringify({ ...manifest, ...published, ...extra }, null, 2))
  cpSync(join(root, folder, 'README.md'), join(target, 'README.md'))
  cpSync(join(root, 'LICENSE'), join(target, 'LICENSE'))
}

const entry = (name: string) => ({ types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` })

const builders: Record<string, (target: string) => void | Promise<void>> = {
  sdk(target) {
    compile({ folder: 'sdks/typescript', outDir: join(target, 'dist') })
    const exports = { '.': entry('index'), './testing': entry('testing') }
    writePackage('sdks/typescript', target, { engines: { node: '>=20' }, exports })
  },
  async simulator(target) {
    const folder = 'packages/simulator'
    const dist = join(target, 'dist')
    const licences = await bundle({ index: `${folder}/src/index.ts`, main: `${folder}/src/main.ts` }, dist)
    declare(folder, 'index.ts', dist)
    cpSync(join(root, folder, 'src/handset/static'), join(dist, 'static'), { recursive: true })
    writeFileSync(join(target, 'LICENCES.txt'), licences)
    const bin = { 'dawk-simulator': 'dist/main.js' }
    writePackage(folder, target, { engines: { node: '>=20.18.1' }, bin, exports: { '.': entry('index') } })
  },
  async cli(target) {
    const licences = await bundle({ dawk: 'apps/cli/src/main.ts' }, join(target, 'dist'))
    writeFileSync(join(target, 'LICENCES.txt'), licences)
    writePackage('apps/cli', target, { engines: { node: '>=20.18.1' }, bin: { dawk: 'dist/dawk.js' } })
  },
}

const [name = '', folder = '.'] = process.argv.slice(2)
const build = builders[name]
if (!build) throw new Error(`node scripts/pack.ts ${Object.keys(builders).join('|')} [folder]`)
const target = mkdtempSync(join(tmpdir(), 'dawk-pack-'))
try {
  await build(target)
  mkdirSync(folder, { recursive: true })
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', resolve(folder)], { cwd: target })
  console.log(join(resolve(folder), packed.toString().trim()))
} finally {
  rmSync(target, { recursive: true, force: true })
}
