import assert from 'node:assert/strict'
import { test } from 'vitest'
import { unitsOfWork } from '../../../../../tests/support/core.ts'
import { openFreshDatabase } from '../../../../../tests/support/database.ts'
import { newAccountId } from '../../../../../tests/support/job-world.ts'
import { jobKind } from './job.ts'
import { listDeadJobs, readJobFigures, reviveDeadJobs } from './job-figures.ts'
import { failJob } from './job-store.ts'

test('what is due and what is dead is counted by kind; the dead are listed, and live again when an operator says so', async (t) => {
  const { db, close } = await openFreshDatabase()
  t.onTestFinished(close)
  assert.deepEqual(await readJobFigures(db.worker), [])
  const accountId = await newAccountId(db)
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()
  await unitsOfWork(db).worker.transaction(async (tx) => {
    for (const [key, seconds] of [
      ['old', 90],
      ['new', 1],
      ['later', -3600],
      ['dead', 500],
    ] as const)
      tx.schedule(jobKind('test.one'), { accountId, key, dueAt: ago(seconds), payload: {} })
    tx.schedule(jobKind('test.two'), { accountId, key: 'later', dueAt: ago(-3600), payload: {} })
  })
  await failJob(db.worker, { accountId, kind: 'test.one', key: 'dead' }, { error: 'no', afterMs: null }, null)
  const figures = async () =>
    (await readJobFigures(db.worker)).map(({ kind, dead, oldestSeconds }) => [
      kind,
      dead,
      Math.floor(oldestSeconds / 60),
    ])
  assert.deepEqual(await figures(), [
    ['test.one', 1, 1],
    ['test.two', 0, 0],
  ])
  const [dead] = await listDeadJobs(db.worker, 10)
  assert.deepEqual([dead?.key, dead?.attempts, dead?.error], ['dead', 1, 'no'])
  assert.equal(await reviveDeadJobs(db.worker, 'test.two'), 0)
  assert.equal(await reviveDeadJobs(db.worker, null), 1)
  assert.deepEqual(await listDeadJobs(db.worker, 10), [])
})
