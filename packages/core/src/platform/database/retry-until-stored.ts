import { isDatabaseUnavailable } from './errors.ts'

/**
 * For facts that only this process knows: while the database is away the work is repeated, after 100 ms, 200 ms … 2 s.
 * Other failures are thrown; so is its absence, once `isHurried` and 20 tries were not enough.
 */
export async function retryUntilStored<T>(work: () => Promise<T>, isHurried: () => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isDatabaseUnavailable(error) || (isHurried() && tries > 20)) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.min(2000, 100 * 2 ** tries)))
    }
  }
}
