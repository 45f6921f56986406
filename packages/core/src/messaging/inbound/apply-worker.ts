import { parseNotification } from '@dawk/cloud-api/parse-notification.ts'
import type { CoreContext } from '#context.ts'
import { type BackgroundLoop, createBackgroundLoop } from '#platform/background-loop.ts'
import type { Queryable } from '#platform/database/database.ts'
import { isDatabaseUnavailable } from '#platform/database/errors.ts'
import type { NumberDirectory } from '../numbers/number-directory.ts'
import { createGapTracker } from '../numbers/webhook-gaps.ts'
import { applyInParts } from './apply-in-parts.ts'
import { applyParked } from './apply-parked.ts'
import { applyPayloads, type ReceivedPayload } from './apply-payloads.ts'
import { createIdentityLearner } from './learn-identities.ts'
import { claimUnapplied, deleteUnapplied, insertUnapplied, postponeUnapplied } from './unapplied-items.ts'

const batchSize = 200
const pollMs = 500
const unparkMs = 2000
const retryMs = 1000

interface JournalRow {
  journalId: string
  appFingerprint: string
  body: string
}

/**
 * Takes payloads from the journal and applies them, many in one transaction: what they change and that they are done is
 * committed together. A payload that fails is applied item by item; items that still fail are set aside, tried again a
 * little later each time, and in the end kept for an operator (`unapplied-items.ts`).
 */
export function createApplyWorker(
  ctx: Pick<CoreContext, 'worker' | 'log' | 'operatorAppFingerprint'> & { numbers: NumberDirectory },
): BackgroundLoop {
  const { worker, log } = ctx
  const applyContext = { ...ctx, gaps: createGapTracker(), identities: createIdentityLearner() }
  let unparkAt = 0
  let retryAt = 0
  const loop = createBackgroundLoop({
    step,
    onError: (error) => log.warn({ err: error }, 'webhooks were not applied: trying again'),
    retryMs: pollMs,
  })

  async function step(): Promise<number> {
    try {
      if (performance.now() >= unparkAt) await unpark()
      if (performance.now() >= retryAt) await retryDue()
      return (await applyBatch()) < batchSize ? pollMs : 0
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error
      log.warn({ err: error }, 'a batch of webhooks was not applied: trying one by one')
      return (await applyOneByOne()) > 0 ? 0 : pollMs
    }
  }

  const apply = (payload: ReceivedPayload) => worker.transaction((tx) => applyPayloads(applyContext, tx, [payload]))

  const applyBatch = () =>
    worker.transaction(async (tx) => {
      const rows = await claim(tx, batchSize)
      if (rows.length > 0) await applyPayloads(applyContext, tx, rows.map(toPayload))
      return rows.length
    })

  /** Statuses that came before anybody knew their wamid, and whose message is known by now. */
  async function unpark(): Promise<void> {
    unparkAt = performance.now() + unparkMs
    await applyParked(ctx)
  }

  /** How many it took. */
  async function applyOneByOne(): Promise<number> {
    for (let count = 0; count < batchSize; count += 1) {
      if (loop.isStopping()) return count
      let current: JournalRow | null = null
      try {
        const isApplied = await worker.transaction(async (tx) => {
          const [row] = await claim(tx, 1)
          if (!row) return false
          current = row
          await applyPayloads(applyContext, tx, [toPayload(row)])
          return true
        })
        if (!isApplied) return count
      } catch (error) {
        if (current === null || isDatabaseUnavailable(error)) throw error
        await applyItemByItem(current)
      }
    }
    return batchSize
  }

  /** What fails is set aside in the transaction that takes the payload from the queue. */
  async function applyItemByItem(row: JournalRow): Promise<void> {
    const { journalId, appFingerprint } = row
    const failed = await applyInParts(row, (notification) => apply({ journalId, appFingerprint, notification }))
    for (const { error } of failed) log.error({ journalId, err: error }, 'a part of a webhook could not be applied')
    await worker.transaction(async (tx) => {
      await insertUnapplied(tx, failed)
      await tx.query('delete from journal_pending where id = $1', [journalId])
    })
  }

  /** What was set aside and is due: the transaction of the claim stays open, so that no other process tries it too. */
  async function retryDue(): Promise<void> {
    retryAt = performance.now() + retryMs
    for (let left = batchSize; left > 0 && !loop.isStopping(); left -= 1) if (!(await retryOne())) return
  }

  async function retryOne(): Promise<boolean> {
    let item: Awaited<ReturnType<typeof claimUnapplied>> = null
    try {
      await worker.transaction(async (tx) => {
        item = await claimUnapplied(tx)
        if (!item) return
        const { payload, ...origin } = item
        await applyPayloads(applyContext, tx, [{ ...origin, notification: parseNotification(payload) }])
        await deleteUnapplied(tx, item)
      })
    } catch (error) {
      if (item === null || isDatabaseUnavailable(error)) throw error
      await postponeUnapplied(worker, item, String(error))
    }
    return item !== null
  }

  return loop
}

const toPayload = ({ body, ...origin }: JournalRow): ReceivedPayload => ({
  ...origin,
  notification: parseNotification(body),
})

/** Takes payloads out of the queue: for good when the transaction that applies them commits. */
async function claim(tx: Queryable, limit: number): Promise<JournalRow[]> {
  const { rows } = await tx.query<JournalRow>(
    `with due as (
       select id from journal_pending where run_at <= now() order by run_at, id limit $1 for update skip locked),
     taken as (delete from journal_pending p using due where p.id = due.id returning p.id)
     select j.id::text as "journalId", j.app_fingerprint as "appFingerprint", j.body from taken t join journal j on j.id = t.id
      order by j.id`,
    [limit],
  )
  return rows
}
