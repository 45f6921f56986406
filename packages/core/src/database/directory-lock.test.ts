import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdtemp, rm } from 'node:fs/promises'
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
  await assert.rejects(lockDirectory(directory), new RegExp(`${directory} is in use by process ${process.pid}`))
  await lock.release()
  await (await lockDirectory(directory)).release()
})

test('the lock of a killed process is taken over, by one of many that try', async () => {
  await leaveStaleLock(directory)
  const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => lockDirectory(directory)))
  const owners = attempts.filter((attempt) => attempt.status === 'fulfilled')
  assert.equal(owners.length, 1)
  await assert.rejects(lockDirectory(directory), /is in use/)
  await owners[0]?.value.release()
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

async function leaveStaleLock(path: string): Promise<void> {
  const url = new URL('./directory-lock.ts', import.meta.url).href
  const code = `const { lockDirectory } = await import('${url}')
    await lockDirectory('${path}'); console.log('locked'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
}
