import { parseNotification } from '@dawk/cloud-api/parse-notification.ts'
import type { CoreContext } from '#context.ts'
import { isDatabaseUnavailable } from '#platform/database/errors.ts'
import { createGroupCommit } from '#platform/database/group-commit.ts'
import { newId } from '#platform/ids.ts'
import type { TakenOutcomes } from '../dispatch/attempt-outcomes.ts'
import type { ApplyReceived, ReceivedPayload } from './apply-payloads.ts'
import { insertApplied, insertPending, type JournalPayload, type JournalRow, toJournalRows } from './journal-rows.ts'

/** Meta waits for seconds; payloads that come within so many milliseconds share a commit and are applied together. */
const paceMs = 15
/** With more waiting they come faster than they are applied: storing alone keeps up, and Meta gets its answers in time. */
const mostWaiting = 1000
/** So long a payload may wait for a lock of somebody else before it is stored to be applied later. */
const lockWaitMs = 2000

export interface Journal {
  /** Resolves when the payload is committed: only then may Meta get its 200. `body` is the payload as it came. */
  store(payload: { appFingerprint: string; body: string }): Promise<void>
  drain(): Promise<void>
}

interface JournalDeps extends Pick<CoreContext, 'worker' | 'log'> {
  apply: ApplyReceived
  /** Outcomes of attempts that wait to be stored: they share the commit. Absent: nothing of this process sends. */
  takeOutcomes?(): TakenOutcomes | null
  /** Payloads were stored that are still to be applied. */
  onPending(): void
}

/**
 * Stores what Meta sent, raw, and applies it in the same transaction: payloads that arrive together share both. Where
 * that fails, nothing of it happened; the payloads are stored alone then, and the apply worker takes them one by one.
 * Outcomes of attempts that wait for their own commit come along, since they change the same messages.
 */
export function createJournal({ worker, log, apply, takeOutcomes, onPending }: JournalDeps): Journal {
  const commits = createGroupCommit<JournalPayload, true>({
    maxBatch: 200,
    maxPending: 20_000,
    concurrency: 1,
    paceMs,
    async flush(batch) {
      const rows = toJournalRows(batch)
      if (commits.pending() > mostWaiting || !(await storeApplied(rows, batch))) {
        await insertPending(worker, rows)
        onPending()
      }
      return batch.map(() => true as const)
    },
  })

  /** False: it could not be applied, and nothing is stored. */
  async function storeApplied(rows: readonly JournalRow[], batch: readonly JournalPayload[]): Promise<boolean> {
    const outcomes = takeOutcomes?.() ?? null
    try {
      const payloads = batch.map(toReceived)
      await worker.transaction(async (tx) => {
        await Promise.all([insertApplied(tx, rows, lockWaitMs), apply(tx, payloads, outcomes)]) // one round trip less
      })
      outcomes?.stored()
      return true
    } catch (error) {
      outcomes?.giveBack()
      if (isDatabaseUnavailable(error)) throw error
      log.warn({ err: error }, 'webhooks were not applied as they came: they are stored, and tried one by one')
      return false
    }
  }

  return {
    async store(payload) {
      await commits.add({ id: newId(), ...payload })
    },
    drain: () => commits.drain(),
  }
}

/** @throws SyntaxError when the body is no notification */
export const toReceived = ({ id, appFingerprint, body }: JournalPayload): ReceivedPayload => ({
  journalId: id,
  appFingerprint,
  notification: parseNotification(body),
})

/** Puts a span of the journal back into the queue; what was applied already changes nothing. Returns how many payloads. */
export async function replayJournal({ db }: Pick<CoreContext, 'db'>, from: Date, to: Date): Promise<number> {
  const { count } = await db.worker.one<{ count: number }>(
    `with again as (
       insert into journal_pending (id)
       select id from journal where id >= uuid_v7_floor($1::timestamptz) and id < uuid_v7_floor($2::timestamptz)
       on conflict (id) do nothing returning id)
     select coalesce(sum(cardinality(j.bodies)), 0)::int as count from again join journal j on j.id = again.id`,
    [from.toISOString(), to.toISOString()],
  )
  return count
}
