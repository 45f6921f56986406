import assert from 'node:assert/strict'
import { pino } from 'pino'
import { test } from 'vitest'
import { newId } from '#platform/ids.ts'
import { openFreshDatabase } from '../../../../../tests/support/database.ts'
import { until } from '../../../../../tests/support/processes.ts'
import { createLaneEngine } from './lane-engine.ts'
import type { Settlement } from './lane-handler.ts'
import type { Attempted } from './lane-item.ts'
import { removeItems } from './lane-store.ts'

const done: Attempted<null> = {
  next: 'done',
  afterMs: 0,
  destinationFailed: false,
  slowDown: false,
  pause: null,
  outcome: null,
}

test('attempts do not outrun what is stored of them: with 500 outcomes waiting nothing more leaves', async (t) => {
  const { db, close } = await openFreshDatabase()
  const stored = Promise.withResolvers<void>()
  const settled: string[] = []
  let attempts = 0
  const concurrency = 50
  const engine = createLaneEngine<true, null>({
    db,
    log: pino({ level: 'silent' }),
    leaseMs: 30_000,
    maxLanes: 10,
    handler: {
      kind: 'number',
      marksBeforeAttempt: false,
      settlePaceMs: 0,
      confirmGraceMs: 0,
      concurrency: () => concurrency,
      prepare: async (items) => new Map(items.map(({ id }) => [id, true])),
      async attempt() {
        attempts += 1
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
  await db.worker.query(
    `with lane as (insert into lanes (account_id, kind, ref) values ($1, 'number', $1) returning id, account_id)
     insert into lane_items (lane_id, ordering_key, account_id, priority, ref)
     select id, 0, account_id, 2, gen_random_uuid() from lane, generate_series(1, 1500)`,
    [accountId],
  )
  engine.start()
  await until('five hundred have left', async () => attempts >= 500, 10_000)
  await new Promise((resolve) => setTimeout(resolve, 300))
  assert.ok(attempts < 500 + concurrency, `${attempts} attempts`)
  stored.resolve()
  await until('all are stored', async () => settled.length === 1500, 20_000)
  assert.equal(new Set(settled).size, 1500)
  assert.equal(attempts, 1500)
})
