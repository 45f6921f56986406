import assert from 'node:assert/strict'
import { test } from 'vitest'
import { problemOfShortcut, shortcutKey } from './canned-reply.ts'

test.each(['refund', 'Rückgabe', 'वापसी', 'a-b_1'])('%s is a shortcut', (shortcut) => {
  assert.equal(problemOfShortcut(shortcut), null)
})

test.each(['', 'two words', '/refund', 'x'.repeat(41), 'a\u0000'])('%j is none', (shortcut) => {
  assert.notEqual(problemOfShortcut(shortcut), null)
})

test('shortcuts are compared without case', () => {
  assert.equal(shortcutKey('Refund'), shortcutKey('refund'))
})
