import type { CoreContext } from '#context.ts'
import type { Mail } from '#platform/mailer.ts'
import type { SecretBox } from '#platform/secrets.ts'
import { registrationBounds, takeAttempt } from '../sign-in/attempts.ts'

/**
 * Who may register an account: everybody; whoever proves an e-mail address; whoever the operator gave a code; nobody, so that
 * the operator creates accounts.
 */
export const registrationModes = ['open', 'email', 'invitation', 'closed'] as const
export type RegistrationMode = (typeof registrationModes)[number]

const aad = 'registration|code'
const lifeMs = { mailed: 3_600_000, invited: 7 * 86_400_000 }

/** Proves an e-mail address, or that the operator invited it. Sealed, so that nothing has to be stored. */
export function createRegistrationCode(secrets: SecretBox, email: string, kind: keyof typeof lifeMs): string {
  const until = Date.now() + lifeMs[kind]
  return secrets.seal(JSON.stringify({ email: email.toLowerCase(), kind, until }), aad).toString('base64url')
}

/** Whether the code is for this address and its time is not over; a mailed one is none of the operator's. */
export function isRegistrationCode(secrets: SecretBox, code: string, email: string, mode: RegistrationMode): boolean {
  try {
    const text = secrets.open(Buffer.from(code, 'base64url'), aad)
    const stored = JSON.parse(text) as { email: string; kind: keyof typeof lifeMs; until: number }
    const isEnough = stored.kind === 'invited' || mode === 'email'
    return isEnough && stored.email === email.toLowerCase() && stored.until > Date.now()
  } catch {
    return false
  }
}

/** Counts the mail. @throws GatewayError `rate_limited` when an address, or a place, has had too many */
export async function writeRegistrationMail(
  ctx: Pick<CoreContext, 'worker' | 'secrets'>,
  email: string,
  place: string,
): Promise<Mail> {
  await takeAttempt(ctx, registrationBounds(email.toLowerCase(), place))
  const code = createRegistrationCode(ctx.secrets, email, 'mailed')
  return {
    to: email,
    subject: 'Your code to register',
    text: `Somebody wants to register an account at Dawk with this address. The code, good for an hour:\n\n${code}\n\nIf it was not you, ignore this mail.\n`,
  }
}
