import assert from 'node:assert/strict'
import { test } from 'vitest'
import { toCondition, toConditionDraft } from './condition-draft.ts'

const operands = new Map([
  ['at_least', 'number'],
  ['in', 'list'],
  ['between', 'pair'],
  ['is_set', 'nothing'],
])

test('comparisons come back as they were given', () => {
  const condition = {
    any: [
      { value: 'session.age', op: 'at_least', to: 18 },
      { value: 'session.city', op: 'in', to: ['Pune', 'Mumbai'] },
      { value: 'session.age', op: 'between', to: [1, 5] },
      { value: 'contact.name', op: 'is_set' },
    ],
  }
  const draft = toConditionDraft(condition)
  assert.ok(draft)
  assert.deepEqual(toCondition(draft, operands), condition)
})

test('a template stays a text where a number is meant', () => {
  const condition = { all: [{ value: 'session.age', op: 'at_least', to: '{{ session.least }}' }] }
  const draft = toConditionDraft(condition)
  assert.deepEqual(draft && toCondition(draft, operands), condition)
})

test('what is nested is left to JSON, and one comparison alone is a list of one', () => {
  assert.equal(toConditionDraft({ all: [{ not: { value: 'a', op: 'is_set' } }] }), null)
  assert.equal(toConditionDraft({ not: { value: 'a', op: 'is_set' } }), null)
  assert.deepEqual(toConditionDraft({ value: 'a', op: 'is_set' })?.comparisons.length, 1)
  assert.deepEqual(toConditionDraft(undefined), { join: 'all', comparisons: [] })
})
