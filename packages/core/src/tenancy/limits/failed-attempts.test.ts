import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'vitest'
import { createFailedAttempts } from './failed-attempts.ts'

test('an address that failed too often is blocked until the minute ends, but for keys that were good in it', () => {
  let time = 1_000_000
  const attempts = createFailedAttempts(2, 10, () => time)
  attempts.remember('good')
  attempts.add('a')
  assert.equal(attempts.isBlocked('a', null), false)
  attempts.add('a', 'other')
  assert.deepEqual(
    [attempts.isBlocked('a', null), attempts.isBlocked('a', 'other'), attempts.isBlocked('a', 'good')],
    [true, true, false],
  )
  assert.deepEqual([attempts.isBlocked('b', null), attempts.usage('a').remaining], [false, 0])
  assert.equal(attempts.usage('a').resetInMs, 20_000)
  time = 1_020_000
  assert.equal(attempts.isBlocked('a', null), false)
})

test('a key that was good in the minute before passes however early the next one is filled', () => {
  let time = 1_019_000
  const attempts = createFailedAttempts(1, 10, () => time)
  attempts.remember('good')
  time = 1_020_000
  attempts.add('a', 'other')
  assert.deepEqual([attempts.isBlocked('a', 'other'), attempts.isBlocked('a', 'good')], [true, false])
  time = 1_140_000
  attempts.add('a', 'good')
  assert.equal(attempts.isBlocked('a', 'good'), true)
})

test('a key that is remembered for every request passes in each minute of its use', () => {
  let time = 1_000_000
  const attempts = createFailedAttempts(1, 10, () => time)
  const found = {}
  for (let minute = 0; minute < 4; minute += 1) {
    attempts.remember('good', found)
    attempts.remember('good', found)
    attempts.add('a', 'other')
    assert.deepEqual([attempts.isBlocked('a', 'other'), attempts.isBlocked('a', 'good')], [true, false])
    time += 60_000
  }
})

test('whoever guesses behind a proxy locks no other key out, not even one that was not used for long', () => {
  const attempts = createFailedAttempts(60, 1000, () => 0)
  for (let at = 0; at < 200; at++) attempts.add('proxy', `sk_live_${String(at % 7).padStart(4, '0')}${at}`)
  assert.equal(attempts.isBlocked('proxy', 'sk_live_0003ffff'), true)
  assert.equal(attempts.isBlocked('proxy', 'sk_live_a1b2ffff'), false)
  attempts.add('proxy', 'sk_live_a1b2ffff')
  assert.equal(attempts.isBlocked('proxy', 'sk_live_a1b2eeee'), true, 'one try a minute for each beginning')
})

test('a clock that is set back starts a new window', () => {
  let time = 10_000_000
  const attempts = createFailedAttempts(1, 10, () => time)
  attempts.add('a')
  time = 1_000_000
  assert.equal(attempts.isBlocked('a', null), false)
})

test('made-up addresses share one count once there are too many', () => {
  const attempts = createFailedAttempts(2, 2, () => 0)
  for (const address of ['a', 'b', 'c', 'd']) attempts.add(address)
  assert.deepEqual([attempts.isBlocked('e', null), attempts.isBlocked('a', null)], [true, false])
})

test('a key that was good is not found in the memory of the process', () => {
  const script = `
    const { randomBytes } = await import('node:crypto')
    const { getHeapSnapshot } = await import('node:v8')
    const { createFailedAttempts } = await import('${new URL('failed-attempts.ts', import.meta.url)}')
    const [given, control] = [randomBytes(24), randomBytes(24)]
    const remember = () => globalThis.attempts.remember(given.toString('hex')) // in a frame that is gone afterwards
    globalThis.control = control.toString('hex')
    globalThis.attempts = createFailedAttempts(2)
    remember()
    const heap = Buffer.concat(await getHeapSnapshot().toArray())
    console.log(heap.includes(control.toString('hex')), heap.includes(given.toString('hex')))`
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  assert.equal(said.trim(), 'true false')
})
