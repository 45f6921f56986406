import type { CoreContext } from '#context.ts'
import { type BackgroundLoop, createBackgroundLoop } from '#platform/background-loop.ts'
import { insertHistory } from './history-store.ts'
import { anyUpdateDue, takeDueUpdates } from './update-queue-store.ts'

const batchSize = 500
const pollMs = 1000

/** Announces the changes of contacts that have waited their two seconds, and keeps them for the timeline. */
export function createUpdateAnnouncer({
  worker,
  due,
  log,
}: Pick<CoreContext, 'worker' | 'due' | 'log'>): BackgroundLoop {
  async function step(): Promise<number> {
    const announced = await worker.transaction(async (tx) => {
      const updates = await takeDueUpdates(tx, batchSize)
      const at = new Date().toISOString()
      tx.emit(...updates.map(({ accountId, ...data }) => ({ accountId, type: 'contact.updated' as const, at, data })))
      for (const [accountId, own] of Map.groupBy(updates, (update) => update.accountId))
        await insertHistory(
          tx,
          accountId,
          own.map(({ contactId, changed }) => ({ contactId, kind: 'updated', at, data: { changed } })),
        )
      return updates.length
    })
    return announced === batchSize ? 0 : pollMs
  }

  return createBackgroundLoop({
    step,
    onError: (error) => log.warn({ err: error }, 'changes of contacts were not announced: trying again'),
    retryMs: pollMs,
    due: { poll: due, exists: anyUpdateDue },
  })
}
