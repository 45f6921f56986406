import assert from 'node:assert/strict'
import { test } from 'vitest'
import { idRange, instantOf, isId, newId } from './ids.ts'

test('ids sort as they were made, and none comes twice', () => {
  const ids = Array.from({ length: 50_000 }, newId)
  assert.deepEqual(ids, ids.toSorted())
  assert.equal(new Set(ids).size, ids.length)
})

test('an id is a UUIDv7 of the instant at which it was made', () => {
  const before = Date.now()
  const id = newId()
  assert.match(id, /^.{14}7.{4}[89ab]/)
  assert.ok(isId(id))
  assert.ok(Math.abs(Date.parse(instantOf(id)) - before) < 1000, instantOf(id))
})

test('what is random in two ids differs', () => {
  const tails = Array.from({ length: 2000 }, () => newId().slice(-10))
  assert.equal(new Set(tails).size, tails.length)
})

test('the range of some ids holds each of them, and nothing when there are none', () => {
  const ids = [newId(), newId(), newId()]
  const [first, , last] = ids
  assert.deepEqual(idRange([...ids].reverse()), [first, last])
  const [least, greatest] = idRange([])
  assert.ok(least > greatest)
})
