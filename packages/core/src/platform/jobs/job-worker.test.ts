import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { cancelJobs } from '#platform/jobs/job-store.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { unitsOfWork } from '../../../../../tests/support/core.ts'
import { openFreshDatabase } from '../../../../../tests/support/database.ts'
import { doneOf, jobWorker, markDone, newAccountId } from '../../../../../tests/support/job-world.ts'
import { until } from '../../../../../tests/support/processes.ts'
import { batchJobs, type Job, jobKind, type LongJob, longJobs } from './job.ts'

let db: Database
let close: () => Promise<void>
beforeAll(async () => {
  ;({ db, close } = await openFreshDatabase())
})
afterAll(() => close())

const greet = jobKind<{ name: string }>('test.greet')
const walk = jobKind<{ steps: number }>('test.walk')

const start = Date.parse('2026-11-29T08:00:00.000Z')
let clock = start
const now = () => new Date(clock).toISOString()
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString()

const workers: { stop(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()))
  await db.worker.query('delete from jobs')
  clock = start
})

function work(...handlers: Parameters<typeof jobWorker>[1]) {
  const worker = jobWorker(db, handlers, now)
  workers.push(worker)
  worker.start()
  return {
    ...worker,
    moveTo(seconds: number) {
      clock = start + seconds * 1000
      worker.wake()
    },
  }
}

const greeting = (run: (tx: WorkerTransaction, jobs: readonly Job<{ name: string }>[]) => Promise<void>) =>
  batchJobs<WorkerTransaction, { name: string }>({ kind: greet, batchSize: 10, retryDelaysMs: [1000, 1000], run })
const markAll = async (tx: WorkerTransaction, jobs: readonly Job<{ name: string }>[]) => {
  for (const { accountId, payload } of jobs) markDone(tx, accountId, payload.name)
}
const schedule = (accountId: string, name: string, dueAt: string | undefined = now()) =>
  unitsOfWork(db).transaction(systemCaller(accountId), async (tx) =>
    tx.schedule(greet, { key: name, dueAt, payload: { name } }),
  )
const waiting = (accountId: string) =>
  db.worker.many<{ key: string; attempts: number; dead: boolean; error: string | null; claimed: boolean }>(
    `select key, attempts, dead_at is not null as dead, error, claim is not null as claimed from jobs where account_id = $1 order by key`,
    [accountId],
  )
const allDone = (accountId: string, expected: readonly string[]) =>
  until(
    `done: ${expected}`,
    async () => {
      const done = await doneOf(db, accountId)
      if (done.length < expected.length) return null
      assert.deepEqual(done.toSorted(), expected.toSorted())
      return true
    },
    10_000,
  )

test('a job is done when it is due, not before, and once', async () => {
  const accountId = await newAccountId(db)
  const worker = work(greeting(markAll))
  await schedule(accountId, 'now')
  await schedule(accountId, 'later', at(60))
  await schedule(accountId, 'tomorrow', at(86_400))
  worker.wake()
  await allDone(accountId, ['now'])
  worker.moveTo(59)
  await schedule(accountId, 'meanwhile', at(59))
  worker.wake()
  await allDone(accountId, ['now', 'meanwhile'])
  worker.moveTo(60)
  await allDone(accountId, ['now', 'meanwhile', 'later'])
  assert.deepEqual(
    (await waiting(accountId)).map(({ key }) => key),
    ['tomorrow'],
  )
})

test('a transaction that is rolled back schedules nothing', async () => {
  const accountId = await newAccountId(db)
  const failing = unitsOfWork(db).transaction(systemCaller(accountId), async (tx) => {
    tx.schedule(greet, { key: 'x', payload: { name: 'x' } })
    throw new Error('no')
  })
  await assert.rejects(failing, { message: 'no' })
  assert.deepEqual(await waiting(accountId), [])
})

test('who schedules a job for now wakes the workers of its process, for later nobody', async () => {
  const accountId = await newAccountId(db)
  let woken = 0
  const units = unitsOfWork(db, { wakeJobs: () => (woken += 1) })
  const soon = new Date(Date.now() + 60_000).toISOString()
  await units.worker.transaction(async (tx) => {
    tx.schedule(greet, { accountId, key: 'later', dueAt: soon, payload: { name: 'a' } })
  })
  assert.equal(woken, 0)
  await units.worker.transaction(async (tx) => {
    tx.schedule(greet, { accountId, key: 'b', payload: { name: 'b' } }, { accountId, key: 'c', payload: { name: 'c' } })
    assert.equal(woken, 0)
  })
  assert.equal(woken, 1)
})

test('an account schedules for itself alone', async () => {
  const [own, other] = [await newAccountId(db), await newAccountId(db)]
  const smuggling = unitsOfWork(db).transaction(systemCaller(own), (tx) =>
    tx.transaction(systemCaller(other), async (inner) => inner.schedule(greet, { key: 'x', payload: { name: 'x' } })),
  )
  await assert.rejects(smuggling, { code: '42501' }) // row-level security
  assert.deepEqual(await waiting(other), [])
})

test('scheduled again a job moves and gets the new payload; with `keep` the first one stands', async () => {
  const accountId = await newAccountId(db)
  const { worker } = unitsOfWork(db)
  const again = (name: string, dueAt: string, whenScheduled?: 'keep') =>
    worker.transaction(async (tx) =>
      tx.schedule(greet, { accountId, key: 'one', dueAt, payload: { name }, ...(whenScheduled && { whenScheduled }) }),
    )
  await again('first', at(60))
  await again('kept out', at(0), 'keep')
  await again('second', at(30))
  const running = work(greeting(markAll))
  running.moveTo(30)
  await allDone(accountId, ['second'])
  running.moveTo(60)
  await again('third', at(60), 'keep')
  running.wake()
  await allDone(accountId, ['second', 'third'])
})

test('a job that is canceled is not done', async () => {
  const accountId = await newAccountId(db)
  await schedule(accountId, 'canceled', at(5))
  await schedule(accountId, 'stays', at(5))
  const jobs = [
    { accountId, key: 'canceled' },
    { accountId, key: 'never was' },
  ]
  assert.equal(await cancelJobs(db.worker, greet, jobs), 1)
  work(greeting(markAll)).moveTo(5)
  await allDone(accountId, ['stays'])
})

test('a handler gets a batch of many accounts, and a job may schedule itself again', async () => {
  const [one, two] = [await newAccountId(db), await newAccountId(db)]
  for (const accountId of [one, two]) for (const name of ['a', 'b', 'c']) await schedule(accountId, name)
  const sizes: number[] = []
  const worker = work(
    greeting(async (tx, jobs) => {
      sizes.push(jobs.length)
      await markAll(tx, jobs)
      for (const { accountId, key, payload } of jobs)
        if (payload.name === 'a')
          tx.schedule(greet, { accountId, key, dueAt: at(10), payload: { name: `${payload.name}+` } })
    }),
  )
  await allDone(one, ['a', 'b', 'c'])
  await allDone(two, ['a', 'b', 'c'])
  worker.moveTo(10)
  await allDone(one, ['a', 'b', 'c', 'a+'])
  assert.deepEqual(sizes.slice(0, 2), [6, 2])
})

test('a job that fails leaves its neighbors alone, is tried again with pauses, and is kept when it is given up', async () => {
  const accountId = await newAccountId(db)
  for (const name of ['a', 'bad', 'c']) await schedule(accountId, name)
  let isBad = true
  const worker = work(
    greeting(async (tx, jobs) => {
      await markAll(tx, jobs)
      if (isBad && jobs.some(({ key }) => key === 'bad')) throw new Error('it is \0 bad')
    }),
  )
  await allDone(accountId, ['a', 'c'])
  const attempts = (count: number) =>
    until(`attempt ${count}`, async () => (await waiting(accountId))[0]?.attempts === count, 10_000)
  await attempts(1)
  worker.moveTo(0.5)
  worker.moveTo(2)
  await attempts(2)
  worker.moveTo(4)
  await attempts(3)
  const dead = { key: 'bad', attempts: 3, dead: true, error: 'Error: it is  bad', claimed: false }
  assert.deepEqual(await waiting(accountId), [dead])
  isBad = false
  worker.moveTo(86_400)
  await schedule(accountId, 'bad', at(86_400)) // what is scheduled anew lives again
  worker.wake()
  await allDone(accountId, ['a', 'c', 'bad'])
})

const walking = (run: (job: LongJob<{ steps: number }, { step: number }>) => Promise<void>, leaseMs = 60_000) =>
  longJobs<{ steps: number }, { step: number }>({ kind: walk, leaseMs, retryDelaysMs: [1000], run })
const takeStep = (job: LongJob<{ steps: number }, { step: number }>, step: number) =>
  unitsOfWork(db).worker.transaction(async (tx) => {
    await job.save(tx, { step })
    markDone(tx, job.accountId, `step ${step}`)
  })
const scheduleWalk = (accountId: string, steps: number) =>
  unitsOfWork(db).worker.transaction(async (tx) =>
    tx.schedule(walk, { accountId, key: 'walk', dueAt: now(), payload: { steps } }),
  )

test('a long job goes on after a failure from where it was', async () => {
  const accountId = await newAccountId(db)
  await scheduleWalk(accountId, 4)
  const begun: (number | undefined)[] = []
  const worker = work(
    walking(async (job) => {
      begun.push(job.progress?.step)
      for (let step = (job.progress?.step ?? 0) + 1; step <= job.payload.steps; step += 1) {
        if (step === 3 && begun.length === 1) throw new Error('a stone')
        await takeStep(job, step)
      }
    }),
  )
  await allDone(accountId, ['step 1', 'step 2'])
  await until('it has failed', async () => (await waiting(accountId))[0]?.error === 'Error: a stone', 10_000)
  worker.moveTo(2)
  await allDone(accountId, ['step 1', 'step 2', 'step 3', 'step 4'])
  assert.deepEqual(begun, [undefined, 2])
  await until('it is gone', async () => (await waiting(accountId)).length === 0, 10_000)
})

test('a process that lost a long job to another one writes nothing any more', async () => {
  const accountId = await newAccountId(db)
  await scheduleWalk(accountId, 2)
  const standstill = Promise.withResolvers<void>()
  const woken = Promise.withResolvers<unknown>()
  work(
    walking(async (job) => {
      await takeStep(job, 1)
      await standstill.promise
      woken.resolve(await takeStep(job, 2).catch((error: unknown) => error))
    }),
  )
  await allDone(accountId, ['step 1'])
  clock += 61_000 // past its lease
  work(walking((job) => takeStep(job, (job.progress?.step ?? 0) + 1)))
  await allDone(accountId, ['step 1', 'step 2'])
  standstill.resolve()
  assert.equal(`${await woken.promise}`, 'JobLost: The job was canceled or taken over by another process')
  await allDone(accountId, ['step 1', 'step 2'])
  assert.deepEqual(await waiting(accountId), [])
})

test('a lease is renewed for as long as the job takes, and a canceled one is told', async () => {
  const accountId = await newAccountId(db)
  await scheduleWalk(accountId, 1)
  const told = Promise.withResolvers<unknown>()
  work(
    walking(async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      told.resolve(signal.reason)
    }, 30),
  )
  const leaseEnd = async () =>
    (await db.worker.maybe<{ dueAt: string }>('select due_at from jobs where account_id = $1', [accountId]))?.dueAt
  clock += 10
  await until('it is renewed', async () => (await leaseEnd()) === at(0.04), 10_000)
  await cancelJobs(db.worker, walk, [{ accountId, key: 'walk' }])
  assert.match(`${await told.promise}`, /JobLost/)
})

test('a long job that is scheduled anew while it runs, runs once more', async () => {
  const accountId = await newAccountId(db)
  await scheduleWalk(accountId, 1)
  const begun = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const worker = work(
    walking(async (job) => {
      begun.resolve()
      await goOn.promise
      await takeStep(job, job.payload.steps)
    }),
  )
  await begun.promise
  await scheduleWalk(accountId, 2)
  worker.wake()
  goOn.resolve()
  await allDone(accountId, ['step 1', 'step 2'])
})

test('a long job of a process that stops is given back as if nobody had taken it', async () => {
  const accountId = await newAccountId(db)
  await scheduleWalk(accountId, 1)
  const begun = Promise.withResolvers<void>()
  const worker = work(
    walking(async ({ signal }) => {
      begun.resolve()
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
    }),
  )
  await begun.promise
  await worker.stop()
  assert.deepEqual(await waiting(accountId), [{ key: 'walk', attempts: 0, dead: false, error: null, claimed: false }])
})

test('two handlers of one kind are a mistake', () => {
  assert.throws(() => jobWorker(db, [greeting(markAll), greeting(markAll)]), /same kind/)
})
