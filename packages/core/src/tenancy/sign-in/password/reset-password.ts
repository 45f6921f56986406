import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import type { Mail } from '#platform/mailer.ts'
import { resetBounds, takeAttempt } from '../attempts.ts'
import { auditPerson } from '../audit-person.ts'
import { createToken, hashToken } from '../opaque-token.ts'
import { findPerson, findPersonByEmail, lockPerson, proveEmail, updatePassword } from '../person-store.ts'
import type { Whence } from '../sessions/session.ts'
import { endSessions } from '../sessions/sessions.ts'
import { checkNewPassword, hashPassword } from './password.ts'
import { deleteResets, findReset, insertReset, takeReset } from './reset-store.ts'

type Context = Pick<CoreContext, 'worker' | 'secrets'>

const lifeSeconds = 3600

/** A link that sets another password, once, within an hour. Earlier ones are dead. Null: nobody has this address. */
export async function createReset(
  { worker }: Pick<Context, 'worker'>,
  email: string,
  mailed: boolean,
): Promise<string | null> {
  const person = await findPersonByEmail(worker, email)
  if (!person) return null
  const { token, hash } = createToken()
  await worker.transaction(async (tx) => {
    if (!(await lockPerson(tx, person.id))) return
    await deleteResets(tx, person.id)
    await insertReset(tx, { personId: person.id, tokenHash: hash, mailed, lifeSeconds })
  })
  return token
}

/**
 * Counts a request for a link, whether the address exists or not. What it returns makes the link and its mail (null: there
 * is nobody to write to); it is called after the answer, so that its time tells nothing.
 * @throws GatewayError `rate_limited`
 */
export async function requestReset(
  ctx: Context,
  email: string,
  place: string,
  toLink: (token: string) => string,
): Promise<() => Promise<Mail | null>> {
  await takeAttempt(ctx, resetBounds(email, place))
  return async () => {
    const token = await createReset(ctx, email, true)
    return token === null ? null : toResetMail(email, toLink(token))
  }
}

const toResetMail = (to: string, link: string): Mail => ({
  to,
  subject: 'Set a new password',
  text: `Somebody asked for a new password for ${to} at Dawk. To set one, open this link within an hour:\n\n${link}\n\nIf it was not you, ignore this mail: nothing has changed.\n`,
})

/**
 * Sets another password and ends every session. The second factor stays, whoever set it up: a mailbox alone does not pass
 * it. Who has lost it turns to the operator (`npm run dawk -- two-factor-off`).
 * @throws GatewayError `not_found` when the link is unknown, used or over; `invalid_request` naming the password
 */
export async function resetPassword(
  { worker }: Context,
  { token, password }: { token: string; password: string },
  { ip, requestId }: Pick<Whence, 'ip' | 'requestId'>,
): Promise<void> {
  const tokenHash = hashToken(token)
  const personId = tokenHash && (await findReset(worker, tokenHash))
  const person = personId && (await findPerson(worker, personId))
  if (!person) throw linkOver()
  checkNewPassword(password, person.email)
  const hash = await hashPassword(password)
  const by = { itself: true, ip, requestId } as const
  await worker.transaction(async (tx) => {
    const now = await lockPerson(tx, person.id)
    const link = await takeReset(tx, tokenHash)
    if (!now || !link) throw linkOver()
    if (link.mailed) await proveEmail(tx, person.id)
    await updatePassword(tx, person.id, hash)
    await auditPerson(tx, person.id, by, 'password.reset')
    await endSessions(tx, person.id, null, { kind: 'system', id: null, name: null, ip, requestId })
  })
}

const linkOver = () => new GatewayError('not_found', 'This link is unknown, was used, or its time is over.')
