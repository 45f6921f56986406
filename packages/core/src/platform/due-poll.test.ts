import assert from 'node:assert/strict'
import { pino } from 'pino'
import { afterAll, beforeAll, test } from 'vitest'
import { openFreshDatabase } from '../../../../tests/support/database.ts'
import { until } from '../../../../tests/support/processes.ts'
import { createBackgroundLoop } from './background-loop.ts'
import type { Database } from './database/database.ts'
import { createDuePoll } from './due-poll.ts'

const log = pino({ level: 'silent' })
let db: Database
let close: () => Promise<void>

beforeAll(async () => {
  ;({ db, close } = await openFreshDatabase())
}, 60_000)
afterAll(async () => close?.())

test('loops rest until one question says that something of theirs is due', async (t) => {
  const asked: string[] = []
  const worker = {
    ...db.worker,
    one: <Row>(sql: string) => {
      asked.push(sql)
      return db.worker.one<Row>(sql)
    },
  }
  const poll = createDuePoll({ db: { ...db, worker }, log })
  const steps = { receiving: 0, journal: 0 }
  const loopOf = (name: keyof typeof steps, exists: string) =>
    createBackgroundLoop({
      async step() {
        steps[name] += 1
        return 10
      },
      onError: () => undefined,
      retryMs: 10,
      due: { poll, exists },
    })
  const loops = [
    loopOf('receiving', 'exists (select from receiving)'),
    loopOf('journal', 'exists (select from journal_pending where run_at <= now())'),
  ]
  t.onTestFinished(async () => {
    await poll.stop()
    await Promise.all(loops.map((loop) => loop.stop()))
  })
  for (const loop of loops) loop.start()
  poll.start()
  await until('asked twice', async () => asked.length >= 2, 10_000)
  assert.deepEqual(steps, { receiving: 1, journal: 1 }, 'each looked once when it started')
  await db.worker.query('insert into receiving (alive_at, settled_at, gap_at) values (now(), now(), now())')
  await until('the one that is due works', async () => steps.receiving >= 2, 10_000)
  assert.equal(steps.journal, 1)
})

test('a loop whose poll is away works at its own pace', async (t) => {
  let steps = 0
  const loop = createBackgroundLoop({
    async step() {
      steps += 1
      return 5
    },
    onError: () => undefined,
    retryMs: 5,
    due: { poll: undefined, exists: 'false' },
  })
  t.onTestFinished(() => loop.stop())
  loop.start()
  await until('a few steps', async () => steps >= 3, 5000)
})
