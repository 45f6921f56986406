import assert from 'node:assert/strict'
import { test } from 'vitest'
import { createFailedAttempts } from './failed-attempts.ts'

test('an address that failed too often is blocked until the minute ends, but for keys that were good in it', () => {
  let time = 1_000_000
  const attempts = createFailedAttempts(2, 10, () => time)
  attempts.remember('good')
  attempts.add('a')
  assert.equal(attempts.isBlocked('a', null), false)
  attempts.add('a')
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
  attempts.add('a')
  assert.deepEqual([attempts.isBlocked('a', 'other'), attempts.isBlocked('a', 'good')], [true, false])
  time = 1_140_000
  attempts.add('a')
  assert.equal(attempts.isBlocked('a', 'good'), true)
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
