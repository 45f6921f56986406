import assert from 'node:assert/strict'
import { onTestFinished, test } from 'vitest'
import { freshDatabase } from '../../../../../tests/support/database.ts'
import { newAccountId } from '../../../../../tests/support/job-world.ts'
import { until } from '../../../../../tests/support/processes.ts'
import { openDatabase } from '../database/open-database.ts'
import { claimDueJobs, completeClaimed, insertJobs } from './job-store.ts'

/** The embedded database has one connection: two transactions never meet there. */
test.skipIf(!process.env['TEST_DATABASE_URL'])(
  'a job that is scheduled anew in a transaction still open when it ends is done once more, at once',
  async () => {
    const { url, dispose } = await freshDatabase('')
    assert.ok(url)
    const db = await openDatabase({ dataDir: null, url })
    onTestFinished(async () => {
      await db.close()
      await dispose()
    })
    const accountId = await newAccountId(db)
    const job = { accountId, kind: 'test.check', key: 'one', payload: {} }
    await db.worker.transaction(async (tx) => void (await Promise.all(insertJobs(tx, [job]))))
    const [claimed] = await claimDueJobs(db.worker, { kind: job.kind, limit: 1, leaseMs: 30_000, now: null })
    assert.ok(claimed)

    let ended: Promise<boolean> | undefined
    await db.worker.transaction(async (tx) => {
      await Promise.all(insertJobs(tx, [job]))
      ended = db.worker.transaction((other) => completeClaimed(other, claimed))
      await until('the end of the job waits for the open transaction', () => isWaiting(db.worker))
    })
    assert.equal(await ended, true, 'its effect stands')
    const again = await claimDueJobs(db.worker, { kind: job.kind, limit: 1, leaseMs: 30_000, now: null })
    assert.deepEqual(
      again.map(({ key, attempts }) => [key, attempts]),
      [['one', 1]],
    )
  },
)

async function isWaiting(db: { one<Row>(sql: string): Promise<Row> }): Promise<boolean> {
  const { count } = await db.one<{ count: number }>(
    `select count(*)::int as count from pg_locks l
      where not l.granted and l.pid in (select pid from pg_stat_activity where datname = current_database())`,
  )
  return count > 0
}
