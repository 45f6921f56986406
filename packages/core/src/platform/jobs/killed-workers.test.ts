import assert from 'node:assert/strict'
import { onTestFinished, test } from 'vitest'
import { unitsOfWork } from '../../../../../tests/support/core.ts'
import { freshDatabase } from '../../../../../tests/support/database.ts'
import { doneOf, newAccountId } from '../../../../../tests/support/job-world.ts'
import { startProcess, until } from '../../../../../tests/support/processes.ts'
import { openDatabase } from '../database/open-database.ts'
import { jobKind } from './job.ts'

const shortJobs = 600
const longSteps = 40
const longKeys = ['x', 'y', 'z']

test.skipIf(!process.env['TEST_DATABASE_URL'])(
  'of two processes that race for jobs and are killed again and again, each job is done exactly once',
  { timeout: 90_000 },
  async () => {
    const { url, dispose } = await freshDatabase('')
    assert.ok(url)
    const db = await openDatabase({ dataDir: null, url })
    const processes = [start(url), start(url)]
    onTestFinished(async () => {
      await Promise.all(processes.map((one) => one.stop('SIGKILL')))
      await db.close()
      await dispose()
    })
    const accountId = await newAccountId(db)
    await unitsOfWork(db).worker.transaction(async (tx) => {
      const names = Array.from({ length: shortJobs }, (_, index) => `short ${index}`)
      tx.schedule(jobKind('test.short'), ...names.map((key) => ({ accountId, key, payload: {} })))
      tx.schedule(jobKind('test.long'), ...longKeys.map((key) => ({ accountId, key, payload: { steps: longSteps } })))
    })
    const left = async () => (await db.worker.one<{ count: number }>('select count(*)::int as count from jobs')).count
    for (let kills = 0; kills < 6; kills += 1) {
      const before = (await doneOf(db, accountId)).length
      await until('something is done', async () => (await doneOf(db, accountId)).length > before, 20_000)
      const oldest = processes.shift()
      await oldest?.stop('SIGKILL')
      processes.push(start(url))
    }
    await until('all are done', async () => (await left()) === 0, 40_000)
    const expected = [
      ...Array.from({ length: shortJobs }, (_, index) => `short ${index}`),
      ...longKeys.flatMap((key) => Array.from({ length: longSteps }, (_, step) => `${key}:${step + 1}`)),
    ]
    assert.deepEqual((await doneOf(db, accountId)).toSorted(), expected.toSorted())
  },
)

const start = (url: string) => startProcess('tests/support/job-process.ts', [url], {})
