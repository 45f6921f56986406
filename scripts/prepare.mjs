// Runs before every npm script, on whatever Node the machine has (20 or later). Installs from the lock file when nothing fitting is
// installed: what Dawk needs to run, or with --dev also what its tests and checks need. Everything after it runs on Node 24,
// the pinned one unless the machine has its own.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const installed = join(root, 'node_modules', '.package-lock.json')
const runtime = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')

if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Dawk needs Node 20 or later to start; this is ${process.version}.`)
const needsDev = process.argv.includes('--dev')
if (isStale()) install()
if (!isRunnable()) fail('The pinned Node is missing after the installation. Was npm run with --ignore-scripts?')
if (process.argv.includes('--dashboard')) await build()

/** An image whose dependencies were installed when it was built has no lock file that is newer, and keeps what it has. */
function isStale() {
  if (!existsSync(installed) || !isRunnable()) return true
  if (needsDev && !existsSync(join(root, 'node_modules', 'vitest'))) return true
  return statSync(join(root, 'package-lock.json')).mtimeMs > statSync(installed).mtimeMs
}

function isRunnable() {
  return existsSync(runtime) || Number(process.versions.node.split('.')[0]) >= 24
}

function install() {
  console.error('Dawk: installing dependencies from package-lock.json (once; about a minute) …')
  const startedAt = Date.now()
  const hasDev = existsSync(join(root, 'node_modules', 'vitest')) // of a checkout that is being developed
  const extent = needsDev || hasDev ? [] : ['--omit=dev']
  const { status } = spawnSync(
    'npm',
    ['ci', ...extent, '--no-audit', '--no-fund', '--loglevel=error', '--progress=true'],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    },
  )
  if (status !== 0) fail('The installation failed; the lines above say why.')
  console.error(`Dawk: dependencies installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`)
}

/** A dashboard that cannot be built is no reason not to carry messages. */
async function build() {
  const { buildDashboard } = await import('./build-dashboard.mjs')
  const problem = buildDashboard()
  if (problem !== null) console.error(`Dawk: the dashboard was not built, the rest starts without it.\n${problem}`)
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
