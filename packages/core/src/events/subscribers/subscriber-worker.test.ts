import assert from 'node:assert/strict'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { DatabaseError } from '#platform/database/errors.ts'
import { createJobWorker } from '#platform/jobs/job-worker.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { unitsOfWork } from '../../../../../tests/support/core.ts'
import { openFreshDatabase } from '../../../../../tests/support/database.ts'
import { newAccountId } from '../../../../../tests/support/job-world.ts'
import { until } from '../../../../../tests/support/processes.ts'
import { createEventHorizon } from '../event-horizon.ts'
import { setAsideJobs } from './set-aside-events.ts'
import { type Subscriber, subscriber } from './subscriber.ts'
import { readSubscriberLags } from './subscriber-store.ts'
import { createSubscriberWorker } from './subscriber-worker.ts'

let db: Database
let close: () => Promise<void>
beforeAll(async () => {
  ;({ db, close } = await openFreshDatabase())
})
afterAll(() => close())

const workers: { stop(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()))
  await db.worker.query('delete from event_subscribers')
})

const log = pino({ level: 'silent' })
const read = (made: Subscriber<WorkerTransaction>, over: Database = db) => readAll([made], over)
async function readAll(subscribers: readonly Subscriber<WorkerTransaction>[], over: Database = db) {
  const eventHorizon = createEventHorizon({ db })
  const worker = createSubscriberWorker({ ...unitsOfWork(over), log, eventHorizon, subscribers })
  workers.push(worker)
  worker.start()
  const isRegistered = async () => (await readSubscriberLags(db.worker)).length === subscribers.length
  await until('all are registered', isRegistered, 10_000)
  return worker
}

const plan = (accountId: string, status: string) => ({
  accountId,
  type: 'account.plan_changed' as const,
  at: new Date().toISOString(),
  data: { before: 'free', plan: 'pro', status },
})
const record = (accountId: string, ...statuses: string[]) =>
  unitsOfWork(db).worker.transaction(async (tx) => tx.emit(...statuses.map((status) => plan(accountId, status))))

/** Its effect is an event of another type for each that it got, so that effects are counted where they are committed. */
function echo(name: string, before: (statuses: string[], tx: WorkerTransaction) => Promise<void> | void = () => {}) {
  return subscriber({
    name,
    types: ['account.plan_changed'],
    batchSize: 10,
    async handle(tx: WorkerTransaction, events) {
      await before(
        events.map(({ data }) => `${data.status}`),
        tx,
      )
      for (const { accountId, data } of events)
        tx.emit({
          accountId,
          type: 'whatsapp.webhook',
          at: new Date().toISOString(),
          data: { object: `${data.status}`, entry: [] },
        })
    },
  })
}
async function effects(accountId: string): Promise<string[]> {
  const sql = `select data->>'object' as it from events where account_id = $1 and type = 'whatsapp.webhook' order by sequence`
  return (await db.worker.many<{ it: string }>(sql, [accountId])).map(({ it }) => it)
}
const untilEffects = (accountId: string, count: number) =>
  until(`${count} effects`, async () => (await effects(accountId)).length >= count, 15_000)

test('a subscriber gets what is recorded from its first start on, in order, in batches, and nothing else', async () => {
  const accountId = await newAccountId(db)
  await record(accountId, 'before')
  const batches: string[][] = []
  const worker = await read(echo('ordered', (statuses) => void batches.push(statuses)))
  const statuses = Array.from({ length: 25 }, (_, index) => `${index}`)
  await record(accountId, ...statuses)
  worker.wake()
  await untilEffects(accountId, 25)
  assert.deepEqual(await effects(accountId), statuses)
  assert.deepEqual(
    batches.map((batch) => batch.length),
    [10, 10, 5],
  )
})

test('a process that ends between effect and cursor leaves neither: the next one begins with the same events, once each', async () => {
  const accountId = await newAccountId(db)
  let commits = 0
  const dying: Database = {
    ...db,
    worker: {
      ...db.worker,
      transaction: (work, closing) =>
        db.worker.transaction(async (tx) => {
          const result = await work(tx)
          if ((await effectsInside(tx, accountId)) && ++commits === 1)
            throw new DatabaseError({ code: '57P01', message: 'terminating connection due to administrator command' })
          return result
        }, closing),
    },
  }
  const first = await read(
    echo('killed', (_, tx) => void tx.query('select 1')),
    dying,
  )
  await record(accountId, 'a', 'b', 'c')
  first.wake()
  await untilEffects(accountId, 3)
  assert.ok(commits > 1)
  await first.stop()
  await record(accountId, 'd')
  await read(echo('killed'))
  await untilEffects(accountId, 4)
  assert.deepEqual(await effects(accountId), ['a', 'b', 'c', 'd'])
})

/** The cursor has moved inside the transaction: the effects are written with the commit. */
const effectsInside = async (tx: Pick<Database['worker'], 'maybe'>, _accountId: string) =>
  (await tx.maybe(`select 1 as it from event_subscribers where name = 'killed' and moved_at = now()`)) !== null

test('of two processes one reads at a time, and every effect is there once', async () => {
  const accountId = await newAccountId(db)
  const both = [await read(echo('shared')), await read(echo('shared'))]
  const statuses = Array.from({ length: 60 }, (_, index) => `${index}`)
  for (let start = 0; start < 60; start += 15) {
    await record(accountId, ...statuses.slice(start, start + 15))
    for (const worker of both) worker.wake()
  }
  await untilEffects(accountId, 60)
  assert.deepEqual(await effects(accountId), statuses)
})

test('an event that fails is set aside as a job and holds nobody up; mended, it is handled', async () => {
  const accountId = await newAccountId(db)
  let isBroken = true
  const made = echo('broken', (statuses) => {
    if (isBroken && statuses.includes('bad')) throw new Error('no')
  })
  const worker = await read(made)
  await record(accountId, 'a', 'bad', 'c')
  worker.wake()
  await untilEffects(accountId, 2)
  assert.deepEqual(await effects(accountId), ['a', 'c'])
  const waiting = await db.worker.many<{ kind: string }>('select kind from jobs where account_id = $1', [accountId])
  assert.deepEqual(waiting, [{ kind: 'event.broken' }])
  isBroken = false
  const jobs = createJobWorker({ ...unitsOfWork(db), log, handlers: [setAsideJobs(made)] })
  workers.push(jobs)
  jobs.start()
  await untilEffects(accountId, 3)
  assert.deepEqual(await effects(accountId), ['a', 'c', 'bad'])
})

test('subscribers read together, each from its own place; one that fails holds up none of the others', async () => {
  const accountId = await newAccountId(db)
  const ahead = await read(echo('ahead'))
  await record(accountId, 'a')
  ahead.wake()
  await untilEffects(accountId, 1)
  await ahead.stop()
  await db.worker.query(
    `insert into event_subscribers (name, cursor) select 'behind', cursor - 100 from event_subscribers`,
  )
  const got: Record<string, string[]> = { ahead: [], behind: [], failing: [] }
  const noting = (name: string) =>
    echo(name, (statuses) => {
      if (name === 'failing' && statuses.includes('bad')) throw new Error('no')
      got[name]?.push(...statuses)
    })
  const worker = await readAll([noting('ahead'), noting('behind'), noting('failing')])
  await record(accountId, 'b', 'bad', 'c')
  worker.wake()
  await untilEffects(accountId, 1 + 3 + 4 + 2)
  assert.deepEqual((await effects(accountId)).toSorted(), ['a', 'a', 'b', 'b', 'b', 'bad', 'bad', 'c', 'c', 'c'])
  const { failing } = got
  assert.deepEqual([failing?.includes('bad'), failing?.slice(-2)], [false, ['b', 'c']])
  worker.wake()
  const lags = async () => (await readSubscriberLags(db.worker)).map(({ events }) => events)
  await until('all have read to the end', async () => (await lags()).every((events) => events === 0), 10_000)
})

test('how far a subscriber is behind is told', async () => {
  const accountId = await newAccountId(db)
  const worker = await read(echo('lagging'))
  await worker.stop()
  await record(accountId, 'a', 'b', 'c')
  const [lag] = await readSubscriberLags(db.worker)
  assert.equal(lag?.name, 'lagging')
  assert.equal(lag?.events, 3)
})
