import assert from 'node:assert/strict'
import { test } from 'vitest'
import { placeNodes } from './place-nodes.ts'

const node = (id: string, ...targets: string[]) => ({ id, targets })

test('each step from the start is a column, a circle ends, and what is not reached comes last', () => {
  const placed = placeNodes([node('lost'), node('a', 'b', 'c', 'gone'), node('b', 'a'), node('c', 'd'), node('d')], 'a')
  const columnOf = (id: string) => (placed.get(id)?.x ?? Number.NaN) / 300
  assert.deepEqual(['a', 'b', 'c', 'd', 'lost'].map(columnOf), [0, 1, 1, 2, 3])
  assert.notEqual(placed.get('b')?.y, placed.get('c')?.y)
  assert.equal(placed.size, 5)
})

test('a node stands to the right of all that lead to it, and the first way out is on top', () => {
  const placed = placeNodes([node('a', 'b', 'c'), node('b', 'd'), node('c', 'b'), node('d', 'a')], 'a')
  assert.deepEqual(
    ['a', 'c', 'b', 'd'].map((id) => (placed.get(id)?.x ?? 0) / 300),
    [0, 1, 2, 3],
  )
  const fork = placeNodes([node('a', 'b', 'c'), node('b'), node('c')], 'a')
  assert.ok((fork.get('b')?.y ?? 0) < (fork.get('c')?.y ?? 0))
})

test('a start that is not there leaves nobody without a place', () => {
  assert.equal(placeNodes([node('a'), node('b')], 'nowhere').size, 2)
})
