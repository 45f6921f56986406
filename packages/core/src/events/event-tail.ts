import type { CoreContext } from '../context.ts'
import { createBackgroundLoop } from '../platform/background-loop.ts'
import type { EventHorizon } from './event-horizon.ts'
import type { LoggedEvent } from './event-log-store.ts'
import { selectEventsAfter } from './event-tail-store.ts'

/** What was recorded since the last look; in the order of the log. */
type OnEvents = (events: readonly LoggedEvent[]) => void

/**
 * Hands the new events of accounts to whoever follows them in this process. All accounts are read in one statement at a
 * time, and nothing is read while nobody follows.
 */
export interface EventTail {
  /** @returns where it begins: `onEvents` gets everything after this sequence, once */
  follow(accountId: string, onEvents: OnEvents): Promise<{ from: string; stop: () => void }>
  stop(): Promise<void>
}

interface Followed {
  after: string
  followers: Set<OnEvents>
}

const pollMs = 200
const idleMs = 60_000
const retryMs = 1000
/** Of one account in one look; the rest comes with the next. */
const mostAtOnce = 500

export function createEventTail({
  db,
  log,
  eventHorizon,
}: Pick<CoreContext, 'db' | 'log'> & { eventHorizon: EventHorizon }): EventTail {
  const followed = new Map<string, Followed>()

  const loop = createBackgroundLoop({
    step: async () => {
      if (followed.size === 0) return idleMs
      return (await look()) ? 0 : pollMs
    },
    onError: (error) => log.warn({ err: error }, 'reading events for open streams: trying again'),
    retryMs,
  })
  loop.start()

  /** @returns whether an account has more than was read */
  async function look(): Promise<boolean> {
    const horizon = await eventHorizon.read()
    const cursors = [...followed].map(([accountId, { after }]) => ({ accountId, after }))
    const events = await selectEventsAfter(db.worker, cursors, { horizon, limit: mostAtOnce })
    const byAccount = Map.groupBy(events, ({ accountId }) => accountId)
    let hasMore = false
    for (const { accountId, after } of cursors) {
      const one = followed.get(accountId)
      if (!one) continue
      const news = byAccount.get(accountId) ?? []
      const isWhole = news.length < mostAtOnce
      const reached = isWhole ? horizon : (news.at(-1)?.sequence ?? after)
      if (BigInt(reached) > BigInt(one.after)) one.after = reached
      if (!isWhole) hasMore = true
      if (news.length > 0) for (const onEvents of [...one.followers]) onEvents(news)
    }
    return hasMore
  }

  return {
    async follow(accountId, onEvents) {
      const horizon = await eventHorizon.read()
      const one = followed.get(accountId) ?? { after: horizon, followers: new Set<OnEvents>() }
      followed.set(accountId, one)
      one.followers.add(onEvents)
      loop.wake()
      return {
        from: one.after,
        stop() {
          one.followers.delete(onEvents)
          if (one.followers.size === 0) followed.delete(accountId)
        },
      }
    },
    stop: () => loop.stop(),
  }
}
