import assert from 'node:assert/strict'
import { test } from 'vitest'
import { createReplayMemory } from './replay-memory.ts'

test('an entry counts once for as long as it is kept', () => {
  let time = 0
  const memory = createReplayMemory(100, () => time)
  assert.deepEqual([memory.isNew('a'), memory.isNew('a'), memory.isNew('b')], [true, false, true])
  time = 99
  assert.equal(memory.isNew('c'), true)
  time = 198 // `c` is 99 old
  assert.equal(memory.isNew('c'), false)
  time = 500
  assert.equal(memory.isNew('a'), true)
})

test('without room nothing is said to be new', () => {
  let time = 0
  const memory = createReplayMemory(100, () => time, 2)
  assert.deepEqual(['a', 'b', 'c', 'a'].map(memory.isNew), [true, true, null, false])
  time = 1000
  assert.equal(memory.isNew('c'), true)
})
