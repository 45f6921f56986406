import assert from 'node:assert/strict'
import { test } from 'vitest'
import { phoneNumberIdsIn } from './phone-number-ids.ts'

const change = (id: unknown) => ({ value: { metadata: { phone_number_id: id } } })
const read = (payload: unknown) => phoneNumberIdsIn(Buffer.from(JSON.stringify(payload)))

test('finds each number of a batch once', () => {
  const entry = [{ changes: [change('1'), change('2')] }, { changes: [change('1')] }]
  assert.deepEqual(read({ entry }), ['1', '2'])
})

test('an untrusted payload of any shape gives at most 50', () => {
  for (const payload of [null, 1, [], {}, { entry: 1 }, { entry: [null, { changes: [null, { value: 1 }] }] }])
    assert.deepEqual(read(payload), [])
  assert.deepEqual(read({ entry: [{ changes: [change(5), change('x'), change("1' or 1=1")] }] }), [])
  assert.equal(read({ entry: [{ changes: Array.from({ length: 99 }, (_, at) => change(String(at))) }] }).length, 50)
  assert.deepEqual(phoneNumberIdsIn(Buffer.from('{bad')), [])
})
