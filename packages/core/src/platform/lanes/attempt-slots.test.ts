import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { createAttemptSlots } from './attempt-slots.ts'

const occupant = (accountId: string, inFlight: number) => ({ row: { accountId }, inFlight })

/** Lets accounts take all they may, in turn, until none of them may take more. */
function fill(accounts: readonly string[], most: number): Map<string, number> {
  const used = new Map(accounts.map((account) => [account, 0]))
  for (let took = true; took; ) {
    took = false
    for (const account of accounts) {
      const slots = createAttemptSlots(
        [...used].map(([id, count]) => occupant(id, count)),
        most,
      )
      const room = slots.roomFor(account)
      used.set(account, (used.get(account) ?? 0) + room)
      took ||= room > 0
    }
  }
  return used
}

test('one account takes at most a half, two a third each, and there is room for another', () => {
  assert.deepEqual([...fill(['a'], 2000).values()], [1000])
  for (const count of fill(['a', 'b'], 2000).values()) assert.ok(count <= 1001, `${count}`)
  const both = fill(['a', 'b'], 2000)
  const slots = createAttemptSlots(
    [...both].map(([id, count]) => occupant(id, count)),
    2000,
  )
  assert.ok(slots.roomFor('c') > 100)
})

test('never are more taken than there are, and few accounts leave a slot for a newcomer', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 100, max: 2000 }), (accounts, most) => {
      const used = fill(
        Array.from({ length: accounts }, (_, at) => String(at)),
        most,
      )
      const sum = [...used.values()].reduce((total, count) => total + count, 0)
      assert.ok(sum <= most, `${sum} of ${most}`)
      const slots = createAttemptSlots(
        [...used].map(([id, count]) => occupant(id, count)),
        most,
      )
      if (accounts <= 6) assert.ok(slots.roomFor('newcomer') >= 1)
    }),
  )
})
