import assert from 'node:assert/strict'
import { test } from 'vitest'
import { type FieldKind, toDraft, toFilter } from './filter-draft.ts'

const kinds = new Map<string, FieldKind>([
  ['attributes.city', 'text'],
  ['attributes.vip', 'choice'],
  ['attributes.born', 'date'],
  ['tags', 'list'],
  ['createdAt', 'instant'],
])

test('a filter comes back from its rows as it was', () => {
  const filter = {
    any: [
      { field: 'attributes.city', op: 'in', value: ['Pune', 'New Delhi'] },
      { field: 'attributes.vip', op: 'eq', value: true },
      { field: 'attributes.born', op: 'anniversary_in', value: { days: 7 } },
      { not: { field: 'tags', op: 'has_any', value: ['vip'] } },
      { field: 'createdAt', op: 'in_last', value: { n: 30, unit: 'days' } },
      { field: 'attributes.city', op: 'exists' },
      { event: 'message.status.read', op: 'did', inLast: { n: 2, unit: 'weeks' } },
      { event: 'message.received', op: 'did_not' },
    ],
  }
  const draft = toDraft(filter)
  assert.ok(draft)
  assert.deepEqual(toFilter(draft, kinds), filter)
})

test('one condition alone becomes a row; what rows cannot say is left to JSON', () => {
  const one = { field: 'tags', op: 'has_any', value: ['vip'] }
  const draft = toDraft(one)
  assert.ok(draft)
  assert.deepEqual(toFilter(draft, kinds), { all: [one] })
  for (const filter of [
    { all: [{ any: [one] }] },
    { all: [{ ...one, contactLocal: true }] },
    { all: [{ event: 'message.received', op: 'did', count: { gte: 2 } }] },
  ])
    assert.equal(toDraft(filter), null)
})
