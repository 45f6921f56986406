import assert from 'node:assert/strict'
import { test } from 'vitest'
import { createMinuteCounter } from './rate-limit.ts'

test('counts by key until the minute ends', () => {
  let time = 1_000_000
  const counter = createMinuteCounter(10, () => time)
  assert.deepEqual([counter.add('a'), counter.add('a'), counter.add('b'), counter.count('c')], [1, 2, 1, 0])
  assert.equal(counter.endsAt(), 1_020_000)
  time = 1_020_000
  assert.deepEqual([counter.count('a'), counter.add('a'), counter.endsAt()], [0, 1, 1_080_000])
})

test('a clock that is set back starts a new window', () => {
  let time = 10_000_000
  const counter = createMinuteCounter(10, () => time)
  counter.add('a')
  time = 1_000_000
  assert.equal(counter.add('a'), 1)
})

test('made-up keys share one count once there are too many', () => {
  const counter = createMinuteCounter(2, () => 0)
  assert.deepEqual(['a', 'b', 'c', 'd', 'a'].map(counter.add), [1, 1, 1, 2, 2])
})
