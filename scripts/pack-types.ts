import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Compilation {
  /** Of the package, from the root. */
  folder: string
  outDir: string
  declarationsOnly?: boolean
  /** Left out: everything but tests. */
  entry?: string
}

/** TypeScript of a package to JavaScript with declarations, file by file. */
export function compile({ folder, outDir, declarationsOnly = false, entry }: Compilation): void {
  const source = join(root, folder, 'src')
  const config = join(mkdtempSync(join(tmpdir(), 'dawk-compile-')), 'tsconfig.json')
  const options = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      rootDir: declarationsOnly ? root : source,
      outDir,
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: declarationsOnly,
      rewriteRelativeImportExtensions: !declarationsOnly,
      typeRoots: [join(root, 'node_modules/@types')],
    },
    ...(entry === undefined
      ? { include: [source], exclude: [join(source, '**/*.test.ts')] }
      : { files: [join(source, entry)], include: [] }),
  }
  writeFileSync(config, JSON.stringify(options))
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', config], { stdio: 'inherit' })
  rmSync(dirname(config), { recursive: true })
}

/** The declarations that an entry of a package needs, and no others. @throws Error when they need another package */
export function declare(folder: string, entry: string, target: string): void {
  const all = mkdtempSync(join(tmpdir(), 'dawk-types-'))
  compile({ folder, outDir: all, declarationsOnly: true, entry })
  const source = join(all, folder, 'src')
  const waiting = [toDeclaration(entry)]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (existsSync(join(target, path))) continue
    mkdirSync(dirname(join(target, path)), { recursive: true })
    cpSync(join(source, path), join(target, path))
    for (const [, specifier = ''] of readFileSync(join(source, path), 'utf8').matchAll(/ from '([^']+)'/g)) {
      if (!specifier.startsWith('.')) throw new Error(`${folder}: the declarations of ${path} import ${specifier}`)
      waiting.push(toDeclaration(join(dirname(path), specifier)))
    }
  }
  rmSync(all, { recursive: true })
}

const toDeclaration = (path: string) => path.replace(/\.ts$/, '.d.ts')
