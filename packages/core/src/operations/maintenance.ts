import { closeMonths } from '../commerce/invoices/close-months.ts'
import { expireMoney } from '../commerce/wallet/expire-money.ts'
import type { CoreContext } from '../context.ts'
import { deleteTraceBefore } from '../engagement/bots/turns/expired-trace-store.ts'
import { expireContacts } from '../engagement/contacts/history/expire-contacts.ts'
import { handOutMissing } from '../engagement/inbox/assignment/assignment-jobs.ts'
import { countHours } from '../messaging/analytics/count-hours.ts'
import { dropAnnounced } from '../messaging/inbound/announced-notifications.ts'
import { dropForsakenSignups } from '../messaging/numbers/signup/signup-store.ts'
import { createBackgroundLoop } from '../platform/background-loop.ts'
import { announceExpiringKeys } from '../tenancy/api-keys/announce-expiry.ts'
import { recordForsakenAttempts } from '../tenancy/audit/attempts.ts'
import { expireSignIns } from '../tenancy/sign-in/sign-in-expiry-store.ts'
import { carryOutRetention } from './privacy/account-retention.ts'
import { countStrays, dropExpired, type KeepDays, type PartitionedTable } from './retention.ts'

const everyMs = 3600_000

export interface Maintenance {
  start(): void
  /** All chores once, now; one that fails does not keep the others from being done. */
  run(): Promise<void>
  stop(): Promise<void>
  /** As found by the last run: rows outside of every month. */
  strays(): Readonly<Record<PartitionedTable, number>>
}

/**
 * Hourly chores: partitions ahead of time, months past theirs, what accounts want gone, idempotency keys past their day,
 * payment notifications long carried out, sessions and links that are over, sign-ups of numbers that nobody went on
 * with, changes at Meta whose asker died, traces of bots past their 30 days, figures of hours that are over, parked statuses that nobody claimed, dead rows of the embedded
 * database; a place in the queue for what waits without one; and word to accounts whose keys expire soon. Any number of processes
 * may do them at once.
 */
export function createMaintenance({
  log,
  db,
  worker,
  keepDays,
  onMediaErased = () => undefined,
  now = () => new Date(),
}: Pick<CoreContext, 'log' | 'db' | 'worker'> & {
  keepDays: KeepDays
  onMediaErased?: () => void
  now?: () => Date
}): Maintenance {
  let strays: Record<PartitionedTable, number> = { messages: 0, journal: 0, events: 0, deliveries: 0 }

  const chores: Record<string, () => Promise<unknown>> = {
    'partitions ahead': () =>
      worker.transaction(async (tx) => {
        await tx.query(`select pg_advisory_xact_lock(hashtext('dawk maintenance'))`)
        await tx.query('select ensure_partitions(2)')
      }),
    'idempotency keys': () =>
      worker.query(`delete from idempotency_keys where created_at < now() - interval '25 hours'`),
    'marketing beyond every cap': () =>
      worker.query(`delete from marketing_sends where sent_at < now() - interval '32 days'`),
    'payment notifications': () =>
      worker.query(`delete from payment_events where received_at < now() - interval '60 days'`),
    'keys that expire': () => announceExpiringKeys({ worker }, now()),
    'holds and promotional credit that end': () => expireMoney({ worker }, now()),
    'documents of months that are over': () => closeMonths({ worker }, now()),
    'deleted contacts': () => expireContacts({ worker }, now()),
    'traces of bots': () => deleteTraceBefore(worker, new Date(now().getTime() - 30 * 86_400_000).toISOString()),
    'sessions and links': () => expireSignIns(worker),
    'forsaken sign-ups': () => dropForsakenSignups(worker),
    'changes at Meta that nobody settled': () => recordForsakenAttempts({ worker }),
    'parked statuses': expireParked,
    'announced notifications': async () => {
      if (keepDays.journal !== null) await dropAnnounced(worker, keepDays.journal + 31)
    },
    'figures of messages': () => countHours({ worker }, now()),
    retention: async () => {
      const dropped = await dropExpired(worker, keepDays, now())
      if (dropped.length > 0) log.info({ dropped }, 'months past their time were dropped')
    },
    'retention of accounts': async () => {
      if (await carryOutRetention(worker, now())) onMediaErased()
    },
    'conversations that wait without a place': () => handOutMissing({ worker }),
    'dead rows': () => db.vacuum(),
    'stray rows': async () => {
      strays = await countStrays(worker)
      if (Object.values(strays).some((count) => count > 0))
        log.error({ strays }, 'rows outside of every month: move them out of the default partitions by hand')
    },
  }

  async function expireParked(): Promise<void> {
    const { rowCount } = await worker.query(`delete from parked_statuses where parked_at < now() - interval '3 days'`)
    if (rowCount > 0) log.warn({ count: rowCount }, 'statuses of messages that were never seen here have expired')
  }

  async function run(): Promise<void> {
    for (const [chore, work] of Object.entries(chores))
      await work().catch((error) => log.warn({ err: error, chore }, 'maintenance: trying again in an hour'))
  }

  const loop = createBackgroundLoop({
    step: () => run().then(() => everyMs),
    onError: (error) => log.warn({ err: error }, 'maintenance: trying again in an hour'),
    retryMs: everyMs,
  })
  return {
    run,
    start: loop.start,
    stop: loop.stop,
    strays: () => strays,
  }
}
