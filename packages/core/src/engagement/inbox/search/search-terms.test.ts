import assert from 'node:assert/strict'
import { test } from 'vitest'
import { queryOf, wordsOf } from './search-terms.ts'

test('words are compared without case and signs, in every script', () => {
  assert.deepEqual(wordsOf('x', 'Ágnes: the BLUE vase, वापसी! vase'), ['a:x', 'ágnes', 'the', 'blue', 'vase', 'वापसी'])
  assert.equal(queryOf('x', "blue 'vas"), "'a:x' & 'blue':* & 'vas':*")
})

test('what holds no word is no query, and nothing in it can be one', () => {
  assert.equal(queryOf('x', '!!! ++ --'), null)
  for (const text of ["' | 'a:y", "\\' & b", 'a:y', '(x) | !y <-> z:*'])
    assert.match(queryOf('x', text) ?? '', /^'a:x'( & '[\p{L}\p{M}\p{N}]+':\*)+$/u, text)
})
