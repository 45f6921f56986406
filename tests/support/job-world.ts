import type { Database } from '@dawk/core/platform/database/database.ts'
import type { JobHandler } from '@dawk/core/platform/jobs/job.ts'
import { createJobWorker } from '@dawk/core/platform/jobs/job-worker.ts'
import { createSecretBox } from '@dawk/core/platform/secrets.ts'
import { registerAccount } from '@dawk/core/tenancy/accounts/register-account.ts'
import type { WorkerTransaction } from '@dawk/core/tenancy/unit-of-work.ts'
import { pino } from 'pino'
import { unitsOfWork } from './core.ts'

const secrets = createSecretBox(Buffer.alloc(32, 7))
let accounts = 0

export async function newAccountId(db: Database): Promise<string> {
  const email = `jobs-${process.pid}-${++accounts}@example.com`
  const { account } = await registerAccount({ ...unitsOfWork(db), secrets }, { name: 'Ada', email })
  return account.id
}

/** An effect that shows how often it happened: a row of the log for each. */
export const markDone = (tx: WorkerTransaction, accountId: string, what: string) =>
  tx.as({ accountId } as Parameters<WorkerTransaction['as']>[0]).emit('account.plan_changed', {
    before: 'free',
    plan: 'pro',
    status: what,
  })

/** What was done, once for each time. */
export async function doneOf(db: Database, accountId: string): Promise<string[]> {
  const sql = `select data->>'status' as what from events where account_id = $1 and type = 'account.plan_changed' order by sequence`
  return (await db.worker.many<{ what: string }>(sql, [accountId])).map(({ what }) => what)
}

/** A worker whose clock stands still until the test moves it. */
export function jobWorker(db: Database, handlers: readonly JobHandler<WorkerTransaction>[], now?: () => string) {
  const log = pino({ level: process.env['LOG_LEVEL'] ?? 'silent' })
  return createJobWorker({ ...unitsOfWork(db), log, handlers, ...(now && { now }) })
}
