import assert from 'node:assert/strict'
import { array, assert as check, integer, property, record } from 'fast-check'
import { test } from 'vitest'
import { mostInAnyWindow } from '../../../../../tests/support/most-in-any-window.ts'
import type { Verdict } from './limiter.ts'
import { createLocalLimiter } from './local-limiter.ts'

const windowMs = 1000

test('no window anywhere holds more than the limit, and a window that does not is never refused', async () => {
  const steps = array(record({ waitMs: integer({ min: 0, max: 400 }), burst: integer({ min: 1, max: 12 }) }), {
    maxLength: 80,
  })
  await check(
    property(integer({ min: 1, max: 40 }), steps, (limit, plan) => {
      let time = 0
      const limiter = createLocalLimiter(windowMs, () => time)
      const allowed: number[] = []
      for (const { waitMs, burst } of plan) {
        time += waitMs
        for (let n = 0; n < burst; n++) {
          const inWindow = allowed.filter((at) => at > time - windowMs).length
          const verdict = limiter.take('k', limit) as Verdict
          assert.equal(verdict.allowed, inWindow < limit)
          if (verdict.allowed) allowed.push(time)
          assert.equal(verdict.remaining, limit - inWindow - (verdict.allowed ? 1 : 0))
          const oldest = allowed.find((at) => at > time - windowMs) ?? 0
          assert.equal(verdict.resetInMs, oldest + windowMs - time)
        }
      }
      assert.ok(mostInAnyWindow(allowed, windowMs) <= limit)
    }),
  )
})

test('a large limit is remembered in little, and is still never passed', async () => {
  await check(
    property(array(integer({ min: 0, max: 9 }), { minLength: 3000, maxLength: 6000 }), (waits) => {
      let time = 0
      const limiter = createLocalLimiter(windowMs, () => time)
      const allowed: number[] = []
      for (const waitMs of waits) {
        time += waitMs / 10
        if ((limiter.take('k', 1500) as Verdict).allowed) allowed.push(time)
      }
      assert.ok(mostInAnyWindow(allowed, windowMs) <= 1500)
      assert.ok(allowed.length >= Math.min(1500, waits.length))
    }),
    { numRuns: 20 },
  )
})

test('keys do not share, and a limit that is lowered holds at once', () => {
  const limiter = createLocalLimiter(windowMs, () => 0)
  const take = (key: string, limit: number) => (limiter.take(key, limit) as Verdict).allowed
  assert.deepEqual([take('a', 2), take('a', 2), take('a', 2), take('b', 2)], [true, true, false, true])
  assert.deepEqual([take('b', 1), take('a', 3)], [false, true])
})

test('a request that costs more takes as much, and one that costs more than the limit takes all of it', () => {
  let time = 0
  const limiter = createLocalLimiter(windowMs, () => time)
  const take = (cost: number) => {
    const { allowed, remaining } = limiter.take('a', 10, cost) as Verdict
    return [allowed, remaining]
  }
  assert.deepEqual(
    [take(4), take(4), take(4), take(2)],
    [
      [true, 6],
      [true, 2],
      [false, 2],
      [true, 0],
    ],
  )
  time = windowMs
  assert.deepEqual(
    [take(50), take(1)],
    [
      [true, 0],
      [false, 0],
    ],
  )
})
