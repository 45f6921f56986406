import assert from 'node:assert/strict'
import { test } from 'vitest'
import { retryDelayMs, retryDelaysMs } from './retry-delays.ts'

test('each pause is longer than the one before, spread by a fifth; after the last attempt there is none', () => {
  const pauses = retryDelaysMs.map((_, index) => retryDelayMs(index + 1, retryDelaysMs, () => 0.5))
  assert.deepEqual(pauses, retryDelaysMs)
  assert.deepEqual(
    pauses.toSorted((a, b) => (a ?? 0) - (b ?? 0)),
    pauses,
  )
  assert.equal(
    retryDelayMs(1, [1000], () => 0),
    800,
  )
  assert.equal(
    retryDelayMs(1, [1000], () => 1),
    1200,
  )
  assert.equal(retryDelayMs(retryDelaysMs.length + 1), null)
})

test('the last attempt is about a day after the first', () => {
  const hours = retryDelaysMs.reduce((sum, ms) => sum + ms, 0) / 3_600_000
  assert.ok(hours > 20 && hours < 28, `${hours}`)
})
