import assert from 'node:assert/strict'
import { pino } from 'pino'
import { afterAll, beforeAll, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { openFreshDatabase } from '../../../../../tests/support/database.ts'
import { createLaneEngine } from './lane-engine.ts'
import type { Attempted } from './lane-item.ts'
import { removeItems } from './lane-repository.ts'

let db: Database
let close: () => Promise<void>
beforeAll(async () => {
  ;({ db, close } = await openFreshDatabase())
}, 60_000)
afterAll(() => close?.())

const concurrency = 64
const done: Attempted<null> = {
  next: 'done',
  afterMs: 0,
  destinationFailed: false,
  slowDown: false,
  pause: null,
  outcome: null,
}

/** An account with lanes that are full of items. */
async function createTenant(name: string, lanes: number, items: number): Promise<string> {
  const id = newId()
  await db.worker.query(`insert into accounts (id, name, email) values ($1, $2, $2 || '@example.com')`, [id, name])
  await db.worker.query(
    `with lane as (insert into lanes (account_id, kind, ref, ordered)
       select $1, 'endpoint', gen_random_uuid(), false from generate_series(1, $2::int) returning id)
     insert into lane_items (lane_id, strand, account_id, priority, ref)
     select id, 0, $1, 1, gen_random_uuid() from lane, generate_series(1, $3::int)`,
    [id, lanes, items],
  )
  return id
}

test('accounts whose receivers hang take no slot from another account', async (t) => {
  const hanging = new Set([await createTenant('one', 20, concurrency), await createTenant('two', 20, concurrency)])
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  const started = new Map<string, number>()
  let served: () => void = () => undefined
  const third = new Promise<void>((resolve) => (served = resolve))
  const engine = createLaneEngine<string, null>({
    db,
    log: pino({ level: 'silent' }),
    leaseMs: 60_000,
    maxLanes: 1000,
    handler: {
      kind: 'endpoint',
      marksBeforeAttempt: false,
      doubtGraceMs: 0,
      concurrency: () => concurrency,
      prepare: async (items) => new Map(items.map(({ id }) => [id, id])),
      async attempt({ accountId }) {
        started.set(accountId, (started.get(accountId) ?? 0) + 1)
        if (hanging.has(accountId)) await held
        else served()
        return done
      },
      settle: (batch) =>
        db.worker.transaction((tx) =>
          removeItems(
            tx,
            batch.map(({ item }) => item),
          ),
        ),
      drop: async () => undefined,
      resolveDoubts: async () => new Set(),
    },
  })
  t.onTestFinished(async () => {
    release()
    await engine.stop()
  })
  engine.start()
  const shares = () => [...started.values()].reduce((sum, count) => sum + count, 0)
  while (shares() < 1200) await new Promise((resolve) => setTimeout(resolve, 20))
  const id = await createTenant('three', 1, 1)
  const askedAt = performance.now()
  await third
  assert.equal(started.get(id), 1)
  assert.ok(performance.now() - askedAt < 10_000)
  for (const account of hanging) assert.ok((started.get(account) ?? 0) <= 1001, `${started.get(account)}`)
})
