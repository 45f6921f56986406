import { isAfterFailure } from './errors.ts'

/** Remembers what made a transaction fail: PostgreSQL answers whatever follows with 25P02, which says nothing of the reason. */
export function createFirstError() {
  let first: unknown

  async function watch<T>(statement: Promise<T>): Promise<T> {
    try {
      const answer = await statement
      first = undefined // after a savepoint the transaction goes on
      return answer
    } catch (error) {
      if (!isAfterFailure(error)) first ??= error
      throw error
    }
  }

  return { watch, causeOf: (error: unknown): unknown => (isAfterFailure(error) ? (first ?? error) : error) }
}
