import type { CoreContext } from './context.ts'

const everyMs = 3600_000

/** Hourly chores: partitions ahead of time, idempotency keys past their day, parked statuses that nobody claimed. */
export function createMaintenance({ db, log }: Pick<CoreContext, 'db' | 'log'>) {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()

  async function run(): Promise<void> {
    try {
      await db.worker.query('select ensure_partitions(2)')
      await db.worker.query(`delete from idempotency_keys where created_at < now() - interval '25 hours'`)
      const { rowCount } = await db.worker.query(
        `delete from parked_statuses where parked_at < now() - interval '3 days'`,
      )
      if (rowCount > 0) log.warn({ count: rowCount }, 'statuses of messages that were never seen here have expired')
    } catch (error) {
      log.warn({ err: error }, 'maintenance: trying again in an hour')
    }
  }

  return {
    start() {
      running = run()
      timer = setInterval(() => {
        running = run()
      }, everyMs)
      timer.unref()
    },
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
