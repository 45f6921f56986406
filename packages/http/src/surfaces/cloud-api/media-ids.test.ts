import assert from 'node:assert/strict'
import { newId } from '@dawk/core/platform/ids.ts'
import { test } from 'vitest'
import { ownIdOf, toDecimalId, withOwnMediaIds } from './media-ids.ts'

test('an id of ours is decimal digits on the wire, and comes back from them', () => {
  for (const id of [newId(), '00000000-0000-7000-8000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff']) {
    const decimal = toDecimalId(id)
    assert.match(decimal, /^\d+$/)
    if (decimal.length >= 33) assert.equal(ownIdOf(decimal), id)
    assert.equal(ownIdOf(id.toUpperCase()), id)
  }
  assert.equal(toDecimalId(newId()).length, 37)
})

test("Meta's ids and what is no id are not ours", () => {
  for (const id of ['1037543291543636', '', 'x', '9'.repeat(39), '9'.repeat(40), `-${'1'.repeat(36)}`])
    assert.equal(ownIdOf(id), null)
})

test('files are found wherever a message may name one, and other members keep their digits', () => {
  const id = newId()
  const decimal = toDecimalId(id)
  assert.deepEqual(withOwnMediaIds({ id: decimal, caption: decimal }, 'image'), { id, caption: decimal })
  assert.deepEqual(withOwnMediaIds({ id: '1037543291543636' }, 'image'), { id: '1037543291543636' })
  const template = (value: string) => ({
    name: 'x',
    components: [{ type: 'header', parameters: [{ type: 'video', video: { id: value } }] }],
  })
  assert.deepEqual(withOwnMediaIds(template(decimal), 'template'), template(id))
  assert.deepEqual(withOwnMediaIds({ action: { id: decimal } }, 'interactive'), { action: { id: decimal } })
})
