import assert from 'node:assert/strict'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { openFreshDatabase } from '../../../../../tests/support/database.ts'
import type { Lane } from './lane.ts'
import type { LaneHandler } from './lane-handler.ts'
import { createLaneLeases } from './lane-leases.ts'
import { pauseLane, selectItems } from './lane-store.ts'
import { createRowlessItems } from './rowless-items.ts'
import { Signal } from './signal.ts'

const accountId = newId()
const leaseMs = 10_000
let db: Database
let close: () => Promise<void>

beforeAll(async () => {
  ;({ db, close } = await openFreshDatabase())
  await db.worker.query(`insert into accounts (id, name, email) values ($1, 'Chai', 'chai@example.com')`, [accountId])
}, 60_000)

afterAll(() => close?.())

beforeEach(async () => {
  await db.worker.query('delete from lane_items')
  await db.worker.query('delete from lanes')
})

/** One process: its leases, and how many statements it asked the database for lanes with. */
function startProcess(maxLanes = 100) {
  const lanes = new Map<string, Lane>()
  const counted = { statements: 0 }
  const worker: Database['worker'] = {
    ...db.worker,
    query: (sql, params) => {
      counted.statements += 1
      return db.worker.query(sql, params)
    },
  }
  const handler = { kind: 'number', concurrency: () => 1 } as unknown as LaneHandler<unknown, unknown>
  const work = { log: pino({ level: 'silent' }), owner: newId(), signal: new Signal(), isStopping: () => false }
  const rowless = createRowlessItems()
  const leases = createLaneLeases({ ...work, rowless, db: { ...db, worker }, handler, lanes }, { leaseMs, maxLanes })
  return { leases, lanes, counted }
}

async function createLane(): Promise<string> {
  const { rows } = await db.worker.query<{ id: string }>(
    `insert into lanes (account_id, kind, ref, ordered) values ($1, 'number', $2, false) returning id::text`,
    [accountId, newId()],
  )
  return rows[0]?.id ?? assert.fail()
}

async function addItem(laneId: string, dueInSeconds: number): Promise<void> {
  await db.worker.query(
    `insert into lane_items (lane_id, ordering_key, account_id, priority, ref, run_at)
     values ($1, 0, $2, 1, $3, now() + $4 * interval '1 second')`,
    [laneId, accountId, newId(), dueInSeconds],
  )
}

test('only lanes with something due are leased, and those that have waited longest first', async () => {
  const [sleeping, empty, young, old, oldest] = await Promise.all(Array.from({ length: 5 }, createLane))
  assert.ok(sleeping && empty && young && old && oldest)
  await addItem(sleeping, 3600)
  await addItem(young, -1)
  await addItem(old, -20)
  await addItem(oldest, -30)
  const { leases, lanes } = startProcess(2)
  await leases.step(performance.now())
  assert.deepEqual(new Set(lanes.keys()), new Set([old, oldest]))
  assert.equal(leases.unleased(), 1)
  const other = startProcess()
  await other.leases.step(performance.now())
  assert.deepEqual([...other.lanes.keys()], [young])
  assert.equal(other.leases.unleased(), 0)
})

test('a lane that another process holds is asked for four times a second at most', async () => {
  const laneId = await createLane()
  await addItem(laneId, -1)
  const now = performance.now()
  await startProcess().leases.step(now)
  const { leases, lanes, counted } = startProcess()
  await leases.step(now)
  counted.statements = 0
  for (let ms = 1; ms <= 500; ms += 1) {
    leases.want(laneId)
    if (leases.nextAt() <= now + ms) await leases.step(now + ms)
  }
  assert.ok(counted.statements <= 3, `${counted.statements} statements within half a second`)
  assert.equal(lanes.size, 0)
  await db.worker.query(`update lanes set lease_until = now() - interval '1 second'`) // the embedded clock ticks in milliseconds
  await leases.step(now + 760)
  assert.deepEqual([...lanes.keys()], [laneId])
})

test('a full process gives back what has nothing due, and takes what waits', async () => {
  const [first, second] = [await createLane(), await createLane()]
  await addItem(first, -1)
  const { leases, lanes } = startProcess(1)
  const now = performance.now()
  await leases.step(now)
  await db.worker.query('delete from lane_items')
  await addItem(second, -1)
  const lane = lanes.get(first) ?? assert.fail()
  await leases.step(now + 500)
  assert.deepEqual([...lanes.keys()], [first])
  lane.exhausted = true // it was loaded, and there was nothing
  await leases.step(now + 6000) // the next search is at most five seconds away
  assert.deepEqual([...lanes.keys()], [second])
})

test('a changed pace is taken up at the next step once it is told, without it when the lease is renewed', async () => {
  const laneId = await createLane()
  await addItem(laneId, -1)
  const { leases, lanes } = startProcess()
  await leases.step(0)
  const lane = lanes.get(laneId) ?? assert.fail()
  assert.equal(lane.bucket.perSecond, Number.POSITIVE_INFINITY)
  await db.worker.query('update lanes set per_second = 2 where id = $1::bigint', [laneId])
  await leases.step(1)
  assert.equal(lane.bucket.perSecond, Number.POSITIVE_INFINITY)
  leases.refresh(laneId)
  assert.equal(leases.nextAt(), 0)
  await leases.step(2)
  assert.equal(lane.bucket.perSecond, 2)
  assert.ok(leases.nextAt() > 2)
  await db.worker.query('update lanes set per_second = 3 where id = $1::bigint', [laneId])
  await leases.step(leaseMs)
  assert.equal(lane.bucket.perSecond, 3)
})

test('a pause that was taken away in the database ends here, and one that the database does not know of yet does not', async () => {
  const laneId = await createLane()
  await addItem(laneId, -1)
  const { leases, lanes } = startProcess()
  await leases.step(0)
  const lane = lanes.get(laneId) ?? assert.fail()
  lane.offer(await selectItems(db.worker, [{ laneId, count: 10, before: 4, known: [], full: [] }]))
  lane.pause(performance.now() + 60_000)
  leases.refresh(laneId)
  await leases.step(1)
  assert.deepEqual(lane.take(1), [], 'its pause is still to be stored')
  await pauseLane(db.worker, laneId, 60_000, 'not registered')
  lane.notePauseStored(performance.now())
  leases.refresh(laneId)
  await leases.step(2)
  assert.deepEqual(lane.take(2), [], 'it is paused')
  await pauseLane(db.worker, laneId, 0, '')
  leases.refresh(laneId)
  await leases.step(3)
  assert.equal(lane.take(3).length, 1)
})
