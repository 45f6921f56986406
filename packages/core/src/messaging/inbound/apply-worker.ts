import { parseNotification } from '@dawk/cloud-api/parse-notification.ts'
import type { CoreContext } from '#context.ts'
import { type BackgroundLoop, createBackgroundLoop } from '#platform/background-loop.ts'
import { isDatabaseUnavailable } from '#platform/database/errors.ts'
import { applyInParts } from './apply-in-parts.ts'
import { anyParkedDue, applyParked } from './apply-parked.ts'
import type { ApplyReceived } from './apply-payloads.ts'
import { toReceived } from './journal.ts'
import { anyPendingDue, claimPending, deletePending, type JournalRow, payloadsOf } from './journal-rows.ts'
import {
  anyUnappliedDue,
  claimUnapplied,
  deleteUnapplied,
  insertUnapplied,
  postponeUnapplied,
  type UnappliedItem,
} from './unapplied-items.ts'

/** A row of the journal holds up to a hundred payloads. */
const rowsAtOnce = 4
const itemsAtOnce = 200
const pollMs = 500
const unparkMs = 2000
const retryMs = 1000

/**
 * Applies payloads that could not be applied as they came (`journal.ts`) or are replayed: what they change and that they
 * are done is committed together. A payload that fails is applied item by item; items that still fail are set aside, tried
 * again a little later each time, and in the end kept for an operator (`unapplied-items.ts`).
 */
export function createApplyWorker(
  ctx: Pick<CoreContext, 'due' | 'worker' | 'log'> & { apply: ApplyReceived },
): BackgroundLoop {
  const { worker, log, apply } = ctx
  let unparkAt = 0
  let retryAt = 0
  const loop = createBackgroundLoop({
    step,
    onError: (error) => log.warn({ err: error }, 'webhooks were not applied: trying again'),
    retryMs: pollMs,
    due: { poll: ctx.due, exists: `(${anyPendingDue} or ${anyUnappliedDue} or ${anyParkedDue})` },
  })

  async function step(): Promise<number> {
    try {
      if (performance.now() >= unparkAt) await unpark()
      if (performance.now() >= retryAt) await retryDue()
      return (await applyRows(rowsAtOnce)) < rowsAtOnce ? pollMs : 0
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error
      log.warn({ err: error }, 'a batch of webhooks was not applied: trying one by one')
      return (await applyOneByOne()) > 0 ? 0 : pollMs
    }
  }

  const applyRows = (limit: number, onClaimed?: (rows: readonly JournalRow[]) => void) =>
    worker.transaction(async (tx) => {
      const rows = await claimPending(tx, limit)
      onClaimed?.(rows)
      if (rows.length > 0) await apply(tx, rows.flatMap(payloadsOf).map(toReceived))
      return rows.length
    })

  /** Statuses that came before anybody knew their wamid, and whose message is known by now. */
  async function unpark(): Promise<void> {
    unparkAt = performance.now() + unparkMs
    await applyParked(ctx)
  }

  /** How many it took. */
  async function applyOneByOne(): Promise<number> {
    for (let count = 0; count < rowsAtOnce; count += 1) {
      if (loop.isStopping()) return count
      let current: JournalRow | null = null
      try {
        const applied = await applyRows(1, ([row]) => {
          current = row ?? null
        })
        if (applied === 0) return count
      } catch (error) {
        if (current === null || isDatabaseUnavailable(error)) throw error
        await applyItemByItem(current)
      }
    }
    return rowsAtOnce
  }

  /** What fails is set aside in the transaction that takes the row from the queue. */
  async function applyItemByItem(row: JournalRow): Promise<void> {
    const failed: UnappliedItem[] = []
    for (const { id: journalId, appFingerprint, body } of payloadsOf(row)) {
      const parts = await applyInParts({ journalId, appFingerprint, body }, (notification) =>
        worker.transaction((tx) => apply(tx, [{ journalId, appFingerprint, notification }])),
      )
      for (const { error } of parts) log.error({ journalId, err: error }, 'a part of a webhook could not be applied')
      failed.push(...parts)
    }
    await worker.transaction(async (tx) => {
      await insertUnapplied(tx, failed)
      await deletePending(tx, row.id)
    })
  }

  /** What was set aside and is due: the transaction of the claim stays open, so that no other process tries it too. */
  async function retryDue(): Promise<void> {
    retryAt = performance.now() + retryMs
    for (let left = itemsAtOnce; left > 0 && !loop.isStopping(); left -= 1) if (!(await retryOne())) return
  }

  async function retryOne(): Promise<boolean> {
    let item: Awaited<ReturnType<typeof claimUnapplied>> = null
    try {
      await worker.transaction(async (tx) => {
        item = await claimUnapplied(tx)
        if (!item) return
        const { payload, ...origin } = item
        await apply(tx, [{ ...origin, notification: parseNotification(payload) }])
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
