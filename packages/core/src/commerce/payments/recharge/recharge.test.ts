import assert from 'node:assert/strict'
import { test } from 'vitest'
import { type AutoRecharge, afterDecline, isCoolingDown } from './recharge.ts'

const at = Date.parse('2026-11-30T08:00:00.000Z')
const recharge: AutoRecharge = {
  ...{
    accountId: 'a',
    currency: 'USD',
    enabled: true,
    below: 1n,
    amount: 1n,
    methodId: 'm',
    maxPerDay: 2,
    maxPerMonth: 20,
  },
  ...{ topUpId: null, declines: 0, stoppedReason: null, updatedAt: new Date(at).toISOString() },
}

test('after a decline nothing is tried for an hour, and after two in a row nothing at all', () => {
  const once = afterDecline(recharge)
  assert.deepEqual([once.enabled, once.declines, once.stoppedReason], [true, 1, null])
  assert.deepEqual([isCoolingDown(once, at + 3_599_999), isCoolingDown(once, at + 3_600_000)], [true, false])
  assert.equal(isCoolingDown(recharge, at), false)
  const twice = afterDecline(once)
  assert.deepEqual([twice.enabled, twice.stoppedReason], [false, 'declined'])
})
