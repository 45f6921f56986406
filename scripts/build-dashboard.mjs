// Builds the dashboard when its sources have changed since the last build, on whatever Node the machine has; the build itself runs
// on the pinned one. What is built lies in apps/dashboard/dist, with a compressed copy beside each file.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const app = join(root, 'apps/dashboard')
const built = join(app, 'dist')
const hashFile = join(built, '.sources')
const sources = [
  ...['apps/dashboard/src', 'apps/dashboard/locales', 'packages/ui/src'],
  ...['apps/dashboard/index.html', 'apps/dashboard/vite.config.ts', 'apps/dashboard/lingui.config.ts'],
  ...[
    'apps/dashboard/package.json',
    'packages/ui/package.json',
    'packages/cloud-api/src/media-formats.ts',
    'scripts/build-dashboard.mjs',
  ],
]

/** @returns {string | null} what went wrong; the gateway runs without a dashboard, too */
export function buildDashboard() {
  const hash = hashSources()
  const isBuilt = () => existsSync(hashFile) && readFileSync(hashFile, 'utf8') === hash
  if (isBuilt()) return null
  return alone(() => (isBuilt() ? null : build(hash)))
}

/** One build at a time, of all processes on this checkout; the lock of one that was killed is broken. */
function alone(work) {
  const lock = join(app, 'dist.lock')
  for (let waitedMs = 0; ; waitedMs += stepMs) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (waitedMs > longestMs || !isRunning(lock)) rmSync(lock, { force: true })
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, stepMs)
    }
  }
  try {
    return work()
  } finally {
    rmSync(lock, { force: true })
  }
}

const stepMs = 200
const longestMs = 120_000

function isRunning(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')) || -1, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function build(hash) {
  console.error('Dawk: building the dashboard (once for each version; some seconds) …')
  const startedAt = Date.now()
  const fresh = join(app, `dist.${process.pid}`)
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const { status, stderr } = spawnSync(
    nodeForBuild(),
    [vite, 'build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'],
    {
      cwd: app,
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      env: { ...process.env, NODE_ENV: 'production' },
    },
  )
  if (status !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    return stderr || 'vite did not start'
  }
  compressAll(fresh)
  writeFileSync(join(fresh, '.sources'), hash)
  rmSync(built, { recursive: true, force: true })
  renameSync(fresh, built) // whole or not at all
  console.error(`Dawk: dashboard built in ${Math.round((Date.now() - startedAt) / 1000)} s.`)
  return null
}

function nodeForBuild() {
  const pinned = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  return existsSync(pinned) ? pinned : process.execPath
}

function hashSources() {
  const hash = createHash('sha256')
  for (const path of sources.flatMap((one) => filesIn(join(root, one))))
    hash.update(`${relative(root, path)}\n`).update(readFileSync(path))
  return hash.digest('hex')
}

function filesIn(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)))
}

const smallestCompressed = 1024

function compressAll(directory) {
  mkdirSync(directory, { recursive: true })
  for (const path of filesIn(directory)) {
    if (!/\.(js|css|svg|json|webmanifest)$/.test(path)) continue
    const bytes = readFileSync(path)
    if (bytes.length < smallestCompressed) continue
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
  }
}
