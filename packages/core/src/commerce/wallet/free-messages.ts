import { createCache } from '#platform/cache.ts'
import type { Queryable } from '#platform/database/database.ts'
import { localTime } from '#platform/time-zones.ts'
import type { AccountPricing } from '../pricing/account-pricing.ts'
import { selectFreeMessages } from './free-message-store.ts'

/** Messages that may be under way and not counted yet. */
const margin = 100
const knownMs = 5000

/** Whether the month of a number has surely free service messages left, so that nothing need be held for the next. */
export function createFreeMessages(worker: Queryable) {
  const used = createCache<number>({ max: 50_000, ttlMs: knownMs })

  return async (
    { accountId, phoneNumberId }: { accountId: string; phoneNumberId: string },
    { freeServiceMessages, timeZone }: Pick<AccountPricing, 'freeServiceMessages' | 'timeZone'>,
  ): Promise<boolean> => {
    const month = localTime(Date.now(), timeZone).date.slice(0, 7)
    const key = `${accountId} ${phoneNumberId} ${month}`
    const known = used.get(key) ?? (await selectFreeMessages(worker, { accountId, phoneNumberId, month }))
    used.set(key, known + 1, { noUpdateTTL: true })
    return known + margin < freeServiceMessages
  }
}
