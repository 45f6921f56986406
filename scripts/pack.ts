import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Builds a package as it is published, and packs it: `node scripts/pack.ts sdk [folder for the tarball]`. */
const root = fileURLToPath(new URL('..', import.meta.url))

interface Manifest {
  name: string
  version: string
  description: string
  license: string
}

const published = { private: undefined, exports: undefined, engines: { node: '>=20' }, sideEffects: false }

/** TypeScript to JavaScript with declarations, file by file. */
function compile(folder: string, target: string): void {
  const config = join(target, 'tsconfig.json')
  const options = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      rootDir: join(root, folder, 'src'),
      outDir: join(target, 'dist'),
      noEmit: false,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      typeRoots: [join(root, 'node_modules/@types')],
    },
    include: [join(root, folder, 'src')],
    exclude: [join(root, folder, 'src/**/*.test.ts')],
  }
  writeFileSync(config, JSON.stringify(options))
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', config], { stdio: 'inherit' })
  rmSync(config)
}

function packSdk(target: string): void {
  const folder = 'sdks/typescript'
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest
  compile(folder, target)
  const entry = (name: string) => ({ types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` })
  const exports = { '.': entry('index'), './testing': entry('testing') }
  const whole = { ...manifest, ...published, exports, files: ['dist', 'README.md'] }
  writeFileSync(join(target, 'package.json'), JSON.stringify(whole, null, 2))
  cpSync(join(root, folder, 'README.md'), join(target, 'README.md'))
}

const builders: Record<string, (target: string) => void> = { sdk: packSdk }

const [name = '', folder = '.'] = process.argv.slice(2)
const build = builders[name]
if (!build) throw new Error(`node scripts/pack.ts ${Object.keys(builders).join('|')} [folder]`)
const target = mkdtempSync(join(tmpdir(), 'dawk-pack-'))
try {
  build(target)
  mkdirSync(folder, { recursive: true })
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', resolve(folder)], { cwd: target })
  console.log(join(resolve(folder), packed.toString().trim()))
} finally {
  rmSync(target, { recursive: true, force: true })
}
