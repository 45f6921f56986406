import type { LRUCache } from 'lru-cache'

/** One statement reads so many along. */
const mostAlong = 1000

/**
 * What is cached for a while and still in use past half of it is read again together with the next that has to be read: a thousand
 * accounts that send in turn are then read again by a few statements, not by one each. What nobody uses expires as before.
 * Only for reads that see every account: a transaction of one account finds nothing of the others.
 */
export function createReadAlong<Value extends object>(
  cache: LRUCache<string, Value>,
  isAgeing = (key: string, _value: Value) => cache.getRemainingTTL(key) < cache.ttl / 2,
) {
  const ageing = new Set<string>()

  function take(): string[] {
    const taken = [...ageing].slice(0, mostAlong)
    for (const key of taken) ageing.delete(key)
    return taken
  }

  return {
    /** From the cache; notes what is past half of its time. */
    get(key: string): Value | undefined {
      const value = cache.get(key)
      if (value !== undefined && isAgeing(key, value)) ageing.add(key)
      return value
    },
    /** What is to be read along now. */
    take,
    /** These, and what is to be read along with them. */
    with: (keys: readonly string[]): string[] => [...new Set([...keys, ...take()])],
  }
}
