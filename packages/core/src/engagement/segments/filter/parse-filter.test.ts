import assert from 'node:assert/strict'
import { test } from 'vitest'
import type { Attribute } from '../../contacts/attributes/attribute.ts'
import { anniversaries, before } from './ago.ts'
import { parseFilter } from './parse-filter.ts'

const attribute = (key: string, type: Attribute['type'], archivedAt: string | null = null): [string, Attribute] => [
  key,
  {
    id: key,
    key,
    label: key,
    type,
    options: [],
    unique: false,
    indexed: false,
    pii: false,
    sensitive: false,
    archivedAt,
    createdAt: '',
    updatedAt: '',
  },
]
const attributes = new Map([
  attribute('city', 'text'),
  attribute('score', 'number'),
  attribute('old', 'text', '2026-01-01'),
])

function problemsOf(filter: unknown): string[] {
  const parsed = parseFilter(filter, attributes)
  return 'problems' in parsed ? parsed.problems.map(({ field }) => field) : []
}
const leaf = { field: 'name', op: 'exists' }
const nested = (levels: number): unknown => (levels === 1 ? leaf : { not: nested(levels - 1) })

test('every problem is named by its place', () => {
  const filter = {
    all: [
      { field: 'attributes.town', op: 'eq', value: 'x' },
      { field: 'attributes.old', op: 'exists' },
      { field: 'attributes.score', op: 'contains', value: '1' },
      { any: [{ field: 'attributes.score', op: 'gt', value: '1,000' }] },
      { field: 'name', op: 'exists', value: 1 },
      { field: 'createdAt', op: 'in_last', value: { n: 0, unit: 'years' } },
      { field: 'tags', op: 'has_any', value: 'vip' },
      { field: 'name', op: 'eq', value: 'x', also: 1 },
    ],
  }
  assert.deepEqual(problemsOf(filter), [
    'filter.all.0.field',
    'filter.all.1.field',
    'filter.all.2.op',
    'filter.all.3.any.0.value',
    'filter.all.4.value',
    'filter.all.5.value',
    'filter.all.6.value',
    'filter.all.7.also',
  ])
})

test('what is no filter, too deep or too wide is refused', () => {
  for (const filter of [
    null,
    'x',
    [],
    {},
    { all: [] },
    { all: [leaf], any: [leaf] },
    { every: [leaf] },
    { not: [leaf] },
  ])
    assert.equal(problemsOf(filter).length, 1, JSON.stringify(filter))
  assert.deepEqual([problemsOf(nested(5)).length, problemsOf(nested(6)).length], [0, 1])
  assert.equal(problemsOf({ any: Array.from({ length: 50 }, () => leaf) }).length, 0)
  assert.equal(problemsOf({ all: [leaf, { any: Array.from({ length: 50 }, () => leaf) }] }).length, 1)
  const values = (length: number) => ({ field: 'name', op: 'in', value: Array.from({ length }, String) })
  assert.deepEqual([problemsOf(values(1000)).length, problemsOf(values(1001)).length], [0, 1])
})

test('a month ago is the same day of the month before, or its last one', () => {
  assert.equal(before(new Date('2026-03-31T10:00:00Z'), { n: 1, unit: 'months' }), '2026-02-28T10:00:00.000Z')
  assert.equal(before(new Date('2026-01-15T10:00:00Z'), { n: 13, unit: 'months' }), '2024-12-15T10:00:00.000Z')
})

test('who was born on 29 February has a birthday on the 28th in other years', () => {
  assert.deepEqual(anniversaries(new Date('2026-02-27T10:00:00Z'), 2), ['02-27', '02-28', '02-29', '03-01'])
  assert.deepEqual(anniversaries(new Date('2028-02-28T10:00:00Z'), 1), ['02-28', '02-29'])
})
