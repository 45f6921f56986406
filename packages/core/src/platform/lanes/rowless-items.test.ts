import assert from 'node:assert/strict'
import { test } from 'vitest'
import type { LaneItem } from './lane-item.ts'
import { createRowlessItems } from './rowless-items.ts'

const item = (id: string): LaneItem => ({
  ...{ id, laneId: '1', orderingKey: '0', accountId: 'a', priority: 2, ref: `ref ${id}`, eventId: 'e' },
  attempts: 0,
  startedAt: null,
  rowlessSince: 0,
})

function leased() {
  const rowless = createRowlessItems()
  rowless.begin('1', '100', false)
  return rowless
}

test('a lane has dealt with the log up to what is in hand', () => {
  const rowless = leased()
  assert.equal(rowless.through('1'), '100')
  rowless.add([
    { item: item('7'), sequence: '105' },
    { item: item('8'), sequence: '103' },
  ])
  assert.equal(rowless.through('1'), '102')
  rowless.remove([item('8')])
  assert.equal(rowless.through('1'), '104')
  rowless.remove([item('7')])
  assert.equal(rowless.through('1'), '105')
  assert.equal(rowless.through('2'), null)
})

test('what a transaction records comes after what was known when it began', () => {
  const rowless = leased()
  const first = rowless.open('owner', ['1'])
  rowless.add([{ item: item('7'), sequence: '110' }])
  rowless.remove([item('7')])
  assert.equal(rowless.through('1'), '100')
  assert.equal(rowless.isClean('1'), false)
  first.end()
  assert.equal(rowless.through('1'), '110')
  assert.equal(rowless.isClean('1'), true)
})

test('what may have been committed, or was left by the last holder, is looked for from where it may be', () => {
  const rowless = leased()
  rowless.begin('2', '50', true)
  assert.deepEqual(rowless.suspects(), [{ laneId: '2', from: '50' }])
  rowless.open('owner', ['1']).fail()
  rowless.add([{ item: item('7'), sequence: '120' }])
  assert.equal(rowless.through('1'), '100')
  assert.deepEqual(rowless.suspects(), [
    { laneId: '1', from: '100' },
    { laneId: '2', from: '50' },
  ])
  rowless.recovered('1')
  rowless.recovered('2')
  assert.equal(rowless.through('1'), '119')
  rowless.lose([item('7')])
  assert.deepEqual(rowless.suspects(), [{ laneId: '1', from: '119' }])
  assert.equal(rowless.isClean('1'), false)
})
