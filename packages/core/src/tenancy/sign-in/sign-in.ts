import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import type { Member } from '../members/member.ts'
import { selectMemberships } from '../members/member-store.ts'
import { passwordBounds, takeAttempt } from './attempts.ts'
import { isPassword } from './password/password.ts'
import { findPerson, findPersonByEmail, lockPerson, type Person } from './person-store.ts'
import { type Challenge, openChallenge, sealChallenge } from './second-factor/challenge.ts'
import { checkCode } from './second-factor/second-factor.ts'
import type { Whence } from './sessions/session.ts'
import { type OpenedSession, openSession } from './sessions/sessions.ts'

type Context = Pick<CoreContext, 'worker' | 'secrets'>

/** A session; or what is to be brought back with a code of the second factor, within five minutes. */
export type SignedIn = ({ kind: 'session' } & OpenedSession) | ({ kind: 'challenge' } & Challenge)

export interface Credentials {
  /** In the one spelling of `readEmail`. */
  email: string
  password: string
  /** Null: the one joined first. */
  accountId: string | null
}

/**
 * @param place what requests are counted by beside the e-mail address
 * @throws GatewayError `unauthenticated`, the same whether the address exists or not; `rate_limited`; `overloaded`;
 * `not_found` when the person is no member of that account
 */
export async function signIn(ctx: Context, given: Credentials, place: string, whence: Whence): Promise<SignedIn> {
  const person = await recognise(ctx, given.email, given.password, place)
  const member = await memberOf(ctx, person, given.accountId)
  if (person.totpEnabled)
    return {
      kind: 'challenge',
      ...sealChallenge(ctx.secrets, {
        personId: person.id,
        credentials: person.credentials,
        accountId: member.accountId,
      }),
    }
  return { kind: 'session', ...(await begin(ctx, person, member, whence)) }
}

/**
 * The second step, for a person with two-factor authentication. The code comes from the authenticator or is a recovery code; each works once.
 * @throws GatewayError `unauthenticated`, `rate_limited`
 */
export async function finishSignIn(
  ctx: Context,
  given: { challenge: string; code: string },
  whence: Whence,
): Promise<OpenedSession> {
  const challenge = openChallenge(ctx.secrets, given.challenge)
  const person = challenge && (await findPerson(ctx.worker, challenge.personId))
  if (!person || person.credentials !== challenge.credentials)
    throw new GatewayError('unauthenticated', 'The challenge is over. Sign in again.')
  await checkCode(ctx, person, given.code)
  return begin(ctx, person, await memberOf(ctx, person, challenge.accountId), whence)
}

/** Who has this address and this password. @throws GatewayError `unauthenticated`, `rate_limited`, `overloaded` */
export async function recognise(ctx: Context, email: string, password: string, place: string): Promise<Person> {
  const takeBack = await takeAttempt(ctx, passwordBounds(email, place))
  const person = await findPersonByEmail(ctx.worker, email)
  if (!(await isPassword(password, person?.passwordHash ?? null)) || !person)
    throw new GatewayError('unauthenticated', 'E-mail address or password is wrong.')
  await takeBack()
  return person
}

async function memberOf({ worker }: Context, person: Person, accountId: string | null): Promise<Member> {
  const memberships = await selectMemberships(worker, person.id)
  const member = accountId === null ? memberships[0] : memberships.find((one) => one.accountId === accountId)
  if (!member) throw new GatewayError('not_found', 'You are no member of such an account.')
  return member
}

/** Unless password, second factor or membership have changed since they were looked at. */
const begin = (
  { worker }: Context,
  { id, credentials }: Person,
  member: Member,
  whence: Whence,
): Promise<OpenedSession> =>
  worker.transaction(async (tx) => {
    const now = await lockPerson(tx, id)
    const still = (await selectMemberships(tx, id)).find((one) => one.id === member.id)
    if (now?.credentials !== credentials || !still)
      throw new GatewayError('unauthenticated', 'Something about this sign-in has changed meanwhile. Sign in again.')
    return openSession(tx, still, whence)
  })
