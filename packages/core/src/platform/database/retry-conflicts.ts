import { setTimeout as sleep } from 'node:timers/promises'
import { isConflict } from './errors.ts'

const maxTries = 4

/** Runs a transaction again, up to three times, when the database ended it in favour of a concurrent one. */
export async function retryConflicts<T>(transact: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transact()
    } catch (error) {
      if (!isConflict(error) || tries === maxTries) throw error
      await sleep(Math.random() * 20 * tries) // so that two that met once do not meet again
    }
  }
}
