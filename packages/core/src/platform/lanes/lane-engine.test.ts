import assert from 'node:assert/strict'
import { pino } from 'pino'
import { type TestContext, test } from 'vitest'
import { newId } from '#platform/ids.ts'
import { openFreshDatabase } from '../../../../../tests/support/database.ts'
import { until } from '../../../../../tests/support/processes.ts'
import { createLaneEngine } from './lane-engine.ts'
import type { Settlement } from './lane-handler.ts'
import type { Attempted, LaneItem } from './lane-item.ts'
import { removeItems } from './lane-store.ts'

const done: Attempted<null> = {
  next: 'done',
  afterMs: 0,
  destinationFailed: false,
  slowDown: false,
  pause: null,
  outcome: null,
}

/** An engine whose outcomes are not stored before `stored`, and a lane of `count` items of a class. */
async function startEngine(
  t: TestContext,
  { priority, count, lanes = 1 }: { priority: number; count: number; lanes?: number },
) {
  const { db, close } = await openFreshDatabase()
  const stored = Promise.withResolvers<void>()
  const settled: string[] = []
  const attempted: LaneItem[] = []
  const engine = createLaneEngine<true, null>({
    db,
    log: pino({ level: 'silent' }),
    leaseMs: 30_000,
    maxLanes: 100,
    handler: {
      kind: 'number',
      marksBeforeAttempt: false,
      paceMs: 15,
      settlePaceMs: 0,
      confirmGraceMs: 0,
      concurrency: () => 50,
      prepare: async (items) => new Map(items.map(({ id }) => [id, true])),
      async attempt(item) {
        attempted.push(item)
        return done
      },
      async settle(batch: readonly Settlement<null>[]) {
        await stored.promise
        await removeItems(
          db.worker,
          batch.map(({ item }) => item),
        )
        settled.push(...batch.map(({ item }) => item.id))
      },
      drop: async () => undefined,
      resolveUnconfirmed: async () => new Set(),
    },
  })
  t.onTestFinished(async () => {
    stored.resolve()
    await engine.stop()
    await close()
  })
  const accountId = newId()
  await db.worker.query(`insert into accounts (id, name, email) values ($1, 'a', 'a@example.com')`, [accountId])
  const add = (of: number, howMany: number) =>
    db.worker.query(
      `insert into lane_items (lane_id, ordering_key, account_id, priority, ref)
       select id, 0, account_id, $2, gen_random_uuid() from lanes, generate_series(1, $3) where account_id = $1`,
      [accountId, of, howMany],
    )
  const made = await db.worker.many<{ id: string }>(
    `insert into lanes (account_id, kind, ref) select $1, 'number', gen_random_uuid() from generate_series(1, $2) returning id`,
    [accountId, lanes],
  )
  const laneId = made[0]?.id ?? ''
  await add(priority, count)
  engine.start()
  return { engine, laneId, add, attempted, settled, storeAll: stored.resolve }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 300))

test('attempts do not outrun what is stored of them: with 500 outcomes waiting nothing more leaves', async (t) => {
  const { attempted, settled, storeAll } = await startEngine(t, { priority: 2, count: 1500 })
  await until('five hundred have left', async () => attempted.length >= 500)
  await settle()
  assert.ok(attempted.length < 550, `${attempted.length} attempts`)
  storeAll()
  await until('all are stored', async () => settled.length === 1500)
  assert.equal(new Set(settled).size, 1500)
  assert.equal(attempted.length, 1500)
})

test('bulk whose outcomes wait to be stored keeps nothing better from leaving', async (t) => {
  const { engine, laneId, add, attempted, settled, storeAll } = await startEngine(t, { priority: 3, count: 1500 })
  await until('bulk has left', async () => attempted.length >= 150)
  await settle()
  const bulk = attempted.length
  assert.ok(bulk < 200, `${bulk} attempts`)
  await add(1, 20)
  engine.wake([laneId])
  await until('what goes before it', async () => attempted.length === bulk + 20)
  assert.ok(attempted.slice(bulk).every(({ priority }) => priority === 1))
  storeAll()
  await until('all are stored', async () => settled.length === 1520)
})

test('of many lanes the poll finds those that got something of which nobody told', async (t) => {
  const { engine, add, attempted, settled, storeAll } = await startEngine(t, { priority: 1, count: 1, lanes: 40 })
  storeAll()
  await until('each lane has sent', async () => settled.length === 40)
  await add(2, 1)
  await until('each lane has sent again', async () => settled.length === 80, 20_000)
  assert.deepEqual([attempted.length, engine.figures().lanes], [80, 40])
})
