import assert from 'node:assert/strict'
import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import { unitsOfWork } from '../../../../tests/support/core.ts'
import { openFreshDatabase } from '../../../../tests/support/database.ts'
import type { Database } from '../platform/database/database.ts'
import { createSecretBox } from '../platform/secrets.ts'
import { registerAccount } from '../tenancy/accounts/register-account.ts'
import { createEventHorizon } from './event-horizon.ts'
import { listEvents } from './event-log.ts'
import type { LoggedEvent } from './event-log-store.ts'
import { recordEvents } from './record-events.ts'

let db: Database
let close: () => Promise<void>
let accountId: string
let count = 0
beforeAll(async () => {
  ;({ db, close } = await openFreshDatabase())
})
afterAll(() => close())

async function newAccount(): Promise<void> {
  const registration = { name: 'Person', email: `reader-${++count}@example.com` }
  const secrets = createSecretBox(Buffer.alloc(32, 7))
  accountId = (await registerAccount({ ...unitsOfWork(db), secrets }, registration)).account.id
}

const lead = '00000000-0000-4000-8000-'
const toData = (n: number) => ({ endpointId: `${lead}${String(n).padStart(12, '0')}` })
const fromData = (data: object) => Number('endpointId' in data && String(data.endpointId).slice(lead.length))

/** Records an event and commits when `gate` opens; `recorded` is when its place in the log is drawn. */
function record(n: number, gate: Promise<void> = Promise.resolve(), fails = false) {
  let drawn = () => {}
  const recorded = new Promise<void>((resolve) => {
    drawn = resolve
  })
  const committed = db.worker
    .transaction(async (tx) => {
      await recordEvents(tx, [{ accountId, type: 'endpoint.test', at: new Date().toISOString(), data: toData(n) }])
      drawn()
      await gate
      if (fails) throw new Error('rolled back')
    })
    .catch((error) => assert.match(String(error), /rolled back/))
  return { recorded, committed }
}

const read = (after: string | null, limit = 100) =>
  listEvents({ db, eventHorizon: createEventHorizon({ db }) }, accountId, {}, { after, limit })
const numbersOf = (events: LoggedEvent[]) => events.map(({ data }) => fromData(data))

test('what commits late is not passed over, and does not hold the reader for ever', async () => {
  if (db.kind === 'pglite') return // one connection: nothing is ever under way beside a reader
  await newAccount()
  let open = () => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const slow = record(1, gate)
  await slow.recorded
  await record(2).committed
  const early = await read(null)
  assert.deepEqual(numbersOf(early), [])
  open()
  await slow.committed
  assert.deepEqual(numbersOf(await read(early.at(-1)?.sequence ?? null)), [1, 2])
})

test('readers share a look at the end of the log, until this process commits an event', async () => {
  await newAccount()
  const eventHorizon = createEventHorizon({ db })
  const list = () => listEvents({ db, eventHorizon }, accountId, {}, { after: null, limit: 10 })
  assert.deepEqual(numbersOf(await list()), [])
  await record(1).committed
  eventHorizon.changed()
  assert.deepEqual(numbersOf(await list()), [1])
})

test('a gap that was rolled back is passed', async () => {
  await newAccount()
  await record(1, Promise.resolve(), true).committed
  await record(2).committed
  assert.deepEqual(numbersOf(await read(null)), [2])
})

test('whatever the order of commits, a reader that goes on from its last event sees all of them once', async () => {
  const delays = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(delays, fc.integer({ min: 1, max: 4 }), async (waits, limit) => {
      await newAccount()
      const writers = waits.map((ms, n) => record(n, new Promise((resolve) => setTimeout(resolve, ms))).committed)
      let writing = true
      const written = Promise.all(writers).then(() => {
        writing = false
      })
      const seen: unknown[] = []
      let after: string | null = null
      for (;;) {
        const last = !writing
        const events = await read(after, limit)
        seen.push(...numbersOf(events))
        after = events.at(-1)?.sequence ?? after
        if (last && events.length === 0) break
      }
      await written
      assert.deepEqual(seen.toSorted(), waits.map((_, n) => n).toSorted())
    }),
    { numRuns: db.kind === 'pglite' ? 3 : 15 },
  )
})
