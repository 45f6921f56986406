import assert from 'node:assert/strict'
import { test } from 'vitest'
import { attributeText, attributeValue } from './attribute-text.ts'

test('a value comes back from its field as it was', () => {
  for (const [type, value] of [
    ['text', 'Pune'],
    ['number', '12.5'],
    ['boolean', false],
    ['multi_select', ['tea', 'art']],
    ['json', { a: 1 }],
  ] as const)
    assert.deepEqual(attributeValue({ type }, attributeText(value)), value)
})

test('an empty field clears, and broken JSON is not sent', () => {
  assert.equal(attributeValue({ type: 'number' }, '  '), null)
  assert.throws(() => attributeValue({ type: 'json' }, '{'))
})
