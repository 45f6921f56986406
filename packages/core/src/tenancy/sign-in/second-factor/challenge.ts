import type { SecretBox } from '#platform/secrets.ts'

/** Who has given the right password and still owes the code. */
interface Owed {
  personId: string
  /** As they were when the password was given. */
  credentials: number
  accountId: string
}

export interface Challenge {
  challenge: string
  /** ISO 8601. */
  expiresAt: string
}

const lifeMs = 5 * 60_000
const aad = 'sign-in|challenge'

/** Sealed, so that nothing has to be stored and nobody makes one up. */
export function sealChallenge(secrets: SecretBox, owed: Owed, now = Date.now()): Challenge {
  const until = now + lifeMs
  const challenge = secrets.seal(JSON.stringify({ ...owed, until }), aad).toString('base64url')
  return { challenge, expiresAt: new Date(until).toISOString() }
}

/** Null when the challenge does not exist or has expired. */
export function openChallenge(secrets: SecretBox, text: string, now = Date.now()): Owed | null {
  try {
    const { until, ...owed } = JSON.parse(secrets.open(Buffer.from(text, 'base64url'), aad)) as Owed & { until: number }
    return until > now ? owed : null
  } catch {
    return null
  }
}
