import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import {
  type ConsentAct,
  type ConsentRecord,
  type ConsentState,
  consentStates,
  decideConsent,
  isRestrictive,
  mostRestrictive,
} from './consent-state.ts'

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString()
const instant = fc.integer({ min: 0, max: 40 }).map(at)
const act: fc.Arbitrary<ConsentAct> = fc.record({
  state: fc.constantFrom(...consentStates, 'resume' as const),
  isProven: fc.boolean(),
  at: instant,
})

function apply(record: ConsentRecord | null, one: ConsentAct): ConsentRecord | null {
  const decision = decideConsent(record, one)
  return decision.kind === 'rejected' ? record : decision.record
}

const stateOf = (record: ConsentRecord | null): ConsentState => record?.state ?? 'unknown'

test('no sequence of acts and merges permits again what was stopped, but for a newer proven act of the person', () => {
  const step = fc.oneof(
    act.map((one) => ({ one, merge: null })),
    fc.array(act, { maxLength: 4 }).map((other) => ({ one: null, merge: other })),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let record: ConsentRecord | null = null
      for (const { one, merge } of steps) {
        const before: ConsentRecord | null = record
        if (one) record = apply(record, one)
        else {
          const absorbed = merge.reduce<ConsentRecord | null>(apply, null)
          record = mostRestrictive([record, absorbed].filter((found) => found !== null))
        }
        if (!before || !isRestrictive(before.state) || isRestrictive(stateOf(record))) continue
        assert.ok(one?.isProven, 'it was proven')
        assert.ok(one.at > (before.stoppedAt ?? ''), 'it was newer')
      }
    }),
    { numRuns: 2000 },
  )
})

test('stops and resumes give one state, however often and in whatever order they come', () => {
  const said = fc.uniqueArray(
    fc.record({ state: fc.constantFrom('opted_out' as const, 'resume' as const), at: instant }),
    {
      selector: (one) => one.at,
      minLength: 1,
      maxLength: 6,
    },
  )
  const given = said.chain((acts) =>
    fc.tuple(fc.constant(acts), fc.shuffledSubarray([...acts, ...acts, ...acts], { minLength: acts.length * 3 })),
  )
  const start = fc.constantFrom<ConsentRecord | null>(null, ...startingPoints())
  fc.assert(
    fc.property(given, start, ([acts, mixed], first) => {
      const sorted = acts.toSorted((a, b) => (a.at < b.at ? -1 : 1))
      const inOrder = sorted.map((one) => ({ ...one, isProven: true })).reduce(apply, first)
      const asTheyCame = mixed.map((one) => ({ ...one, isProven: true })).reduce(apply, first)
      assert.equal(stateOf(asTheyCame), stateOf(inOrder))
    }),
    { numRuns: 2000 },
  )
})

function startingPoints(): ConsentRecord[] {
  const states = ['opted_in', 'implied', 'pending'] as const
  return states.map((state) => ({
    state,
    since: '2025-01-01T00:00:00.000Z',
    stoppedAt: null,
    permittedAt: null,
    before: 'unknown',
  }))
}

test('a merge is never looser than either record', () => {
  const history = fc.array(act, { minLength: 1, maxLength: 8 }).map((acts) => acts.reduce(apply, null))
  const order: ConsentState[] = ['blocked', 'opted_out', 'pending', 'implied', 'opted_in', 'unknown']
  fc.assert(
    fc.property(history, history, (one, other) => {
      const merged = mostRestrictive([one, other].filter((record) => record !== null))
      const rank = (record: ConsentRecord | null) => order.indexOf(stateOf(record))
      assert.ok(rank(merged) <= Math.min(rank(one), rank(other)))
    }),
  )
})

test('resume returns to the state before the stop, not to an opt-in that never was', () => {
  const stop = { state: 'opted_out', isProven: true, at: at(2) } as const
  const resume = { state: 'resume', isProven: true, at: at(3) } as const
  assert.equal(stateOf([stop, resume].reduce(apply, null)), 'unknown')
  const optIn = { state: 'opted_in', isProven: true, at: at(1) } as const
  assert.equal(stateOf([optIn, stop, resume].reduce(apply, null)), 'opted_in')
})

test('evidence from before the opt-out raises nothing', () => {
  const stopped = apply(null, { state: 'opted_out', isProven: false, at: at(5) })
  const older = decideConsent(stopped, { state: 'opted_in', isProven: true, at: at(5) })
  assert.deepEqual(older, { kind: 'rejected', reason: 'evidence_older' })
  const bare = decideConsent(stopped, { state: 'opted_in', isProven: false, at: at(9) })
  assert.deepEqual(bare, { kind: 'rejected', reason: 'evidence_missing' })
  assert.equal(decideConsent(stopped, { state: 'opted_in', isProven: true, at: at(6) }).kind, 'applied')
})

test('an opt-out dated before a proven opt-in is kept as history and changes nothing', () => {
  const optedIn = apply(null, { state: 'opted_in', isProven: true, at: at(5) })
  const imported = decideConsent(optedIn, { state: 'opted_out', isProven: false, at: at(4) })
  assert.equal(imported.kind, 'superseded')
  assert.equal(stateOf(apply(optedIn, { state: 'opted_out', isProven: false, at: at(6) })), 'opted_out')
})
