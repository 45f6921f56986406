import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cp, mkdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished, test } from 'vitest'
import { root, temporaryDirectory } from '../support/processes.ts'

interface Installed {
  /** Of the lock file, in minutes after the installation. */
  lockMinutes: number
  hasDev: boolean
}

/** What runs before `npm start`, in a checkout with this much installed. There is no npm here, so an installation fails. */
async function prepare({ lockMinutes, hasDev }: Installed, ...args: string[]) {
  const directory = await temporaryDirectory()
  onTestFinished(directory.remove)
  const modules = join(directory.path, 'node_modules')
  await mkdir(join(modules, ...(hasDev ? ['vitest'] : [])), { recursive: true })
  await cp(join(root, 'scripts/prepare.mjs'), join(directory.path, 'scripts/prepare.mjs'))
  const installedAt = Date.now() / 1000
  for (const [path, at] of [
    [join(modules, '.package-lock.json'), installedAt],
    [join(directory.path, 'package-lock.json'), installedAt + lockMinutes * 60],
  ] as const) {
    await writeFile(path, '{}')
    await utimes(path, at, at)
  }
  const script = join(directory.path, 'scripts/prepare.mjs')
  return spawnSync(process.execPath, [script, ...args], { env: { PATH: directory.path }, encoding: 'utf8' })
}

test('what was installed for production, or built into an image, starts without an installation', async () => {
  const { status, stdout, stderr } = await prepare({ lockMinutes: -1, hasDev: false })
  assert.deepEqual([status, stdout, stderr], [0, '', ''])
})

test('a lock file that is newer is installed, and so is what tests need where it is missing', async () => {
  for (const run of [
    await prepare({ lockMinutes: 1, hasDev: true }),
    await prepare({ lockMinutes: -1, hasDev: false }, '--dev'),
  ]) {
    assert.equal(run.status, 1)
    assert.match(run.stderr, /installing dependencies from package-lock\.json.*The installation failed/s)
  }
  assert.equal((await prepare({ lockMinutes: -1, hasDev: true }, '--dev')).status, 0)
})
