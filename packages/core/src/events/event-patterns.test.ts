import assert from 'node:assert/strict'
import { test } from 'vitest'
import { isEventPattern, patternsOf } from './event-patterns.ts'

test('a type is matched by itself, by each of its prefixes, and by *', () => {
  assert.deepEqual([...patternsOf('message.status.read')].sort(), [
    '*',
    'message.*',
    'message.status.*',
    'message.status.read',
  ])
})

test.each([
  ['*', true],
  ['message.*', true],
  ['message.status.read', true],
  ['message*', false],
  ['*.read', false],
  ['', false],
  ['Message.*', false],
  ['message..read', false],
])('%j is a pattern: %s', (text, expected) => assert.equal(isEventPattern(text), expected))
