import { createHmac } from 'node:crypto'
import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { countAttempts, deleteAttempts } from './attempt-store.ts'

/** How many attempts are allowed in how many seconds, counted from the first. */
interface Bound {
  key: string
  most: number
  seconds: number
}

const quarter = 900
const hour = 3600

/** One person's guesses from one place, one person's from everywhere, and one place's for everybody. */
export const passwordBounds = (email: string, place: string): readonly Bound[] => [
  { key: `password|${email}|${place}`, most: 10, seconds: quarter },
  { key: `password|${email}`, most: 100, seconds: hour },
  { key: `place|${place}`, most: 200, seconds: hour },
]

/** Six digits can be guessed: few tries, wherever they come from; only who has the password gets this far. */
export const codeBounds = (personId: string): readonly Bound[] => [
  { key: `code|${personId}`, most: 5, seconds: quarter },
  { key: `codes|${personId}`, most: 30, seconds: 24 * hour },
]

export const resetBounds = (email: string, place: string): readonly Bound[] => [
  { key: `reset|${email}`, most: 5, seconds: hour },
  { key: `reset-place|${place}`, most: 30, seconds: hour },
]

export const registrationBounds = (email: string, place: string): readonly Bound[] => [
  { key: `registration|${email}`, most: 5, seconds: hour },
  { key: `registration-place|${place}`, most: 30, seconds: hour },
]

/** Mails that an account has written to one address, and to everybody. */
export const invitationBounds = (accountId: string, email: string): readonly Bound[] => [
  { key: `invitation|${accountId}|${email}`, most: 5, seconds: hour },
  { key: `invitations|${accountId}`, most: 500, seconds: 24 * hour },
]

/**
 * Counts an attempt before it is made, so that many at once are no way around, and the same for what exists and what
 * does not. Returns what takes it back, for one that succeeds.
 * @throws GatewayError `rate_limited`
 */
export async function takeAttempt(
  { worker, secrets }: Pick<CoreContext, 'worker' | 'secrets'>,
  bounds: readonly Bound[],
): Promise<() => Promise<void>> {
  const pepper = secrets.pepper('sign-in-attempts')
  const keyed = bounds.map(({ key, ...bound }) => ({
    ...bound,
    hash: createHmac('sha256', pepper).update(key).digest('hex'),
  }))
  const counts = await countAttempts(worker, keyed)
  const waits = keyed.flatMap(({ hash, most }) => {
    const count = counts.get(hash)
    return count && count.attempts > most ? [count.endsInSeconds] : []
  })
  if (waits.length > 0) {
    const retryAfterSeconds = Math.max(1, ...waits)
    throw new GatewayError('rate_limited', `Too many attempts. Try again in ${retryAfterSeconds} s.`, {
      retryAfterSeconds,
    })
  }
  return () =>
    deleteAttempts(
      worker,
      keyed.map(({ hash }) => hash),
    )
}
