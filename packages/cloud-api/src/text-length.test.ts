import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { lengthOf } from './text-length.ts'

test('a text is as long as it has code points, halves of pairs included', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => assert.equal(lengthOf(text), [...text].length)))
  for (const text of ['', 'a', '😀', '\ud83d', '\ude00\ud83d', 'a😀\ud83d😀'])
    assert.equal(lengthOf(text), [...text].length)
})
