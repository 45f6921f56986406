import assert from 'node:assert/strict'
import { test } from 'vitest'
import { orderTimeline } from './order-timeline.ts'

const order = (...statuses: string[]) =>
  orderTimeline(statuses.map((status, at) => ({ status, at: String(at) })))
    .map(({ status }) => status)
    .join(' ')

test('a status that came late stands where it belongs', () => {
  assert.equal(order('sent', 'read', 'delivered'), 'sent delivered read')
  assert.equal(order('read', 'delivered', 'sent'), 'sent delivered read')
})

test('what is no step of progress keeps its place', () => {
  assert.equal(order('retrying', 'unknown', 'resent', 'sent', 'delivered'), 'retrying unknown resent sent delivered')
  assert.equal(order('sent', 'failed'), 'sent failed')
})
