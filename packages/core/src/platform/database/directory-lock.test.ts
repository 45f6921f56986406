import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'vitest'
import { lockDirectory, sendCommand } from './directory-lock.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dawk-lock-'))
})
afterEach(() => rm(directory, { recursive: true }))

test('a second owner is refused with the directory and the pid of the first, until it releases', async () => {
  const lock = await lockDirectory(directory)
  assert.deepEqual((await readdir(directory)).sort(), ['dawk.lock', 'dawk.sock'])
  await assert.rejects(lockDirectory(directory), new RegExp(`${directory} is in use by process ${process.pid}`))
  await lock.release()
  await (await lockDirectory(directory)).release()
})

test('the lock of a killed process is taken over, by one of many that try', async () => {
  await leaveStaleLock()
  const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => lockDirectory(directory)))
  const owners = attempts.filter((attempt) => attempt.status === 'fulfilled')
  assert.equal(owners.length, 1)
  await assert.rejects(lockDirectory(directory), /is in use/)
  await owners[0]?.value.release()
})

test('of many processes that start at the same instant one gets in, however often the one before is killed', async () => {
  const starters = await Promise.all(Array.from({ length: 6 }, startContender))
  while (starters.length > 0) {
    const outcomes = await Promise.all(starters.map((starter) => starter.tryLock()))
    assert.deepEqual(outcomes.filter((outcome) => outcome === 'locked').length, 1, outcomes.join('\n'))
    const [owner] = starters.splice(outcomes.indexOf('locked'), 1)
    await owner?.kill()
  }
})

test('a directory with a long path is locked too', async () => {
  const deep = join(directory, 'd'.repeat(120))
  const lock = await lockDirectory(deep)
  await assert.rejects(access(join(deep, 'dawk.sock')))
  await assert.rejects(lockDirectory(deep), /is in use/)
  await lock.release()
})

test('commands reach the owner, and its answers and errors come back', async () => {
  assert.equal(await sendCommand(directory, 'anyone?'), null)
  assert.equal(await sendCommand(join(directory, 'nowhere'), 'anyone?'), null)
  const lock = await lockDirectory(directory, {
    onCommand: async (command) => {
      if (command === 'fail') throw new Error('as told')
      return { echo: command }
    },
  })
  assert.deepEqual(await sendCommand(directory, { say: 'hi\n' }), { echo: { say: 'hi\n' } })
  await assert.rejects(sendCommand(directory, 'fail'), /as told/)
  await lock.release()
})

async function leaveStaleLock(): Promise<void> {
  const owner = await startContender()
  assert.equal(await owner.tryLock(), 'locked')
  await owner.kill()
}

/** A process that tries for the lock of `directory` whenever it is told to, and holds it until it is killed. */
async function startContender() {
  const url = new URL('./directory-lock.ts', import.meta.url).href
  const code = `const { lockDirectory } = await import('${url}')
    console.log('ready')
    for await (const _ of process.stdin)
      console.log(await lockDirectory('${directory}').then(() => 'locked', (error) => error.message))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['pipe', 'pipe', 'inherit'] })
  const nextLine = async () => String((await once(child.stdout, 'data'))[0]).trim()
  assert.equal(await nextLine(), 'ready')
  return {
    tryLock() {
      child.stdin.write('now\n')
      return nextLine()
    },
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}
