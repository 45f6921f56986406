import assert from 'node:assert/strict'
import { test } from 'vitest'
import { afterRefusal, capWaitMs } from './cap-learning.ts'

const hours = (count: number) => capWaitMs(count) / 3600_000

test('the wait grows with each refusal in a row, up to 30 days', () => {
  assert.deepEqual([1, 2, 3, 4, 5, 99].map(hours), [24, 72, 168, 720, 720, 720])
})

test('refusals within a wait count once', () => {
  const none = { cappedCount: 0, cappedAt: null, cappedUntil: null }
  const first = afterRefusal(none, '2026-11-01T00:00:00.000Z')
  assert.deepEqual(first, {
    cappedCount: 1,
    cappedAt: '2026-11-01T00:00:00.000Z',
    cappedUntil: '2026-11-02T00:00:00.000Z',
  })
  assert.equal(afterRefusal(first, '2026-11-01T23:59:59.000Z'), first)
  assert.equal(afterRefusal(first, '2026-11-02T00:00:00.000Z').cappedUntil, '2026-11-05T00:00:00.000Z')
})
