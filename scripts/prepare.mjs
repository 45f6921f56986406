// Runs before every npm script, on whatever Node the machine has (20 or later): installs from the lock file when that has
// not been done yet or the lock file is newer than the installation. Everything after it runs on the pinned Node.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const installed = join(root, 'node_modules', '.package-lock.json')
const runtime = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')

if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Dawk needs Node 20 or later to start; this is ${process.version}.`)
if (isStale()) install()
if (!existsSync(runtime)) fail('The pinned Node is missing after the installation. Was npm run with --ignore-scripts?')

function isStale() {
  if (!existsSync(installed) || !existsSync(runtime)) return true
  return statSync(join(root, 'package-lock.json')).mtimeMs > statSync(installed).mtimeMs
}

function install() {
  console.error('Dawk: installing dependencies from package-lock.json (once; about a minute) …')
  const startedAt = Date.now()
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--progress=true'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (status !== 0) fail('The installation failed; the lines above say why.')
  console.error(`Dawk: dependencies installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`)
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
