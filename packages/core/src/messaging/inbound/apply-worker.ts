import type { CoreContext } from '#context.ts'
import { type BackgroundLoop, createBackgroundLoop } from '#platform/background-loop.ts'
import type { Queryable } from '#platform/database/database.ts'
import { isDatabaseUnavailable } from '#platform/database/errors.ts'
import type { NumberDirectory } from '../numbers/number-directory.ts'
import { applyPayloads, type JournalRow } from './apply-payloads.ts'
import { applyParked } from './apply-statuses.ts'
import { createWebhookNotes } from './coverage.ts'

const batchSize = 200
const pollMs = 500
const unparkMs = 2000
const maxAttempts = 10

/**
 * Takes payloads from the journal and applies them, many in one transaction: what they change and that they are done is
 * committed together. A payload that fails is tried alone, later again, and in the end kept aside with its error.
 */
export function createApplyWorker(
  ctx: Pick<CoreContext, 'db' | 'log' | 'wakeLanes' | 'operatorAppFingerprint'> & { numbers: NumberDirectory },
): BackgroundLoop {
  const { db, log } = ctx
  const applyContext = { ...ctx, webhookNotes: createWebhookNotes() }
  let unparkAt = 0
  const loop = createBackgroundLoop({
    step,
    onError: (error) => log.warn({ err: error }, 'webhooks were not applied: trying again'),
    retryMs: pollMs,
  })

  async function step(): Promise<number> {
    try {
      if (performance.now() >= unparkAt) await unpark()
      return (await applyBatch(batchSize)) < batchSize ? pollMs : 0
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error
      log.warn({ err: error }, 'a batch of webhooks was not applied: trying one by one')
      return (await applyOneByOne()) > 0 ? 0 : pollMs
    }
  }

  async function applyBatch(limit: number): Promise<number> {
    const woken: string[] = []
    const count = await db.worker.transaction(async (tx) => {
      const rows = await claim(tx, limit)
      if (rows.length === 0) return 0
      woken.push(...(await applyPayloads(applyContext, tx, rows)))
      return rows.length
    })
    if (woken.length > 0) ctx.wakeLanes(woken)
    return count
  }

  /** Statuses that came before anybody knew their wamid, and whose message is known by now. */
  async function unpark(): Promise<void> {
    unparkAt = performance.now() + unparkMs
    ctx.wakeLanes(await db.worker.transaction(applyParked))
  }

  /** How many it took. */
  async function applyOneByOne(): Promise<number> {
    for (let count = 0; count < batchSize; count += 1) {
      if (loop.isStopping()) return count
      let current: string | null = null
      try {
        const woken = await db.worker.transaction(async (tx) => {
          const [row] = await claim(tx, 1)
          if (!row) return null
          current = row.id
          return applyPayloads(applyContext, tx, [row])
        })
        if (woken === null) return count
        ctx.wakeLanes(woken)
      } catch (error) {
        if (current === null || isDatabaseUnavailable(error)) throw error
        log.error({ err: error, journalId: current }, 'a webhook could not be applied')
        await postpone(db.worker, current, String(error)).catch(() => undefined)
      }
    }
    return batchSize
  }

  return loop
}

/** Takes payloads out of the queue: for good when the transaction that applies them commits. */
async function claim(tx: Queryable, limit: number): Promise<JournalRow[]> {
  const { rows } = await tx.query<JournalRow>(
    `with due as (
       select id from journal_pending where run_at <= now() order by run_at, id limit $1 for update skip locked),
     taken as (delete from journal_pending p using due where p.id = due.id returning p.id)
     select j.id::text, j.app_fingerprint as "appFingerprint", j.body from taken t join journal j on j.id = t.id
      order by j.id`,
    [limit],
  )
  return rows
}

/** Later again, a little later each time; after the last time it stays in the journal with its error. */
async function postpone(db: Queryable, id: string, error: string): Promise<void> {
  await db.query(
    `with later as (
       update journal_pending set attempts = attempts + 1, run_at = now() + interval '1 second' * (2 ^ attempts)
        where id = $1 and attempts < $2 returning id),
     over as (delete from journal_pending where id = $1 and attempts >= $2 returning id),
     gap as ( -- what the numbers that it names received is not known any more: see coverage.ts
       update number_coverage v set since = now() from over, journal j
        where j.id = over.id and strpos(j.body, '"' || v.phone_number_id || '"') > 0)
     update journal set error = $3 where id = $1`,
    [id, maxAttempts, error.slice(0, 2000)],
  )
}
