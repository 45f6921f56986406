import { openDatabase } from '@dawk/core/platform/database/open-database.ts'
import { batchJobs, jobKind, longJobs } from '@dawk/core/platform/jobs/job.ts'
import type { WorkerTransaction } from '@dawk/core/tenancy/unit-of-work.ts'
import { unitsOfWork } from './core.ts'
import { jobWorker, markDone } from './job-world.ts'

/** One process of several that do jobs of a database, until it is killed: each short one is marked done, and each step of each long one. */
const [url = ''] = process.argv.slice(2)
const db = await openDatabase({ dataDir: null, url })
const { worker } = unitsOfWork(db)

const short = batchJobs<WorkerTransaction, object>({
  kind: jobKind('test.short'),
  batchSize: 20,
  async run(tx, jobs) {
    for (const { accountId, key } of jobs) markDone(tx, accountId, key)
    await tx.query('select pg_sleep(0.01)') // a while in which it can be killed
  },
})

const long = longJobs<{ steps: number }, { step: number }>({
  kind: jobKind('test.long'),
  leaseMs: 300,
  async run(job) {
    for (let step = (job.progress?.step ?? 0) + 1; step <= job.payload.steps; step += 1)
      await worker.transaction(async (tx) => {
        await job.save(tx, { step })
        markDone(tx, job.accountId, `${job.key}:${step}`)
        await tx.query('select pg_sleep(0.01)')
      })
  },
})

jobWorker(db, [short, long]).start()
