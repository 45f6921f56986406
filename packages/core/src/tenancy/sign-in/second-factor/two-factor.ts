import { randomBytes } from 'node:crypto'
import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { rejectField } from '#tenancy/members/member.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { passwordBounds, takeAttempt } from '../attempts.ts'
import { auditPerson, type PersonActor } from '../audit-person.ts'
import { isPassword } from '../password/password.ts'
import {
  countRecoveryCodes,
  findPerson,
  findPersonByEmail,
  lockPerson,
  type Person,
  replaceRecoveryCodes,
  updateTotp,
  useTotpStep,
} from '../person-store.ts'
import { endSessions, type OpenedSession, renewSession } from '../sessions/sessions.ts'
import { checkCode, hashRecoveryCode, totpAad } from './second-factor.ts'
import { createTotpSecret, totpStep, totpUri } from './totp.ts'

type Context = Pick<CoreContext, 'worker' | 'secrets'>

/** The session in which a person changes their own credentials; `place` as in `signIn`. */
export interface OwnSession {
  id: string
  personId: string
  accountId: string
  memberId: string
  place: string
  by: Actor
}

const recoveryCodes = 10
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789' // 32 signs that nobody confuses

/** 50 random bits, as `ABCDE-FGHJK`. */
function createRecoveryCode(): string {
  const signs = [...randomBytes(10)].map((byte) => alphabet[byte % 32])
  return `${signs.slice(0, 5).join('')}-${signs.slice(5).join('')}`
}

async function storeRecoveryCodes({ secrets }: Context, tx: Queryable, personId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodes }, createRecoveryCode)
  await replaceRecoveryCodes(
    tx,
    personId,
    codes.map((code) => hashRecoveryCode(secrets, personId, code)),
  )
  return codes
}

/** The person of a session, who has given the password again. @throws GatewayError `invalid_request` naming it, `rate_limited` */
export async function confirmPassword(
  ctx: Context,
  { personId, place }: OwnSession,
  password: string,
  field = 'password',
): Promise<Person> {
  const person = await getPerson(ctx, personId)
  const takeBack = await takeAttempt(ctx, passwordBounds(person.email, place))
  if (!(await isPassword(password, person.passwordHash))) throw rejectField(field, 'is wrong')
  await takeBack()
  return person
}

async function getPerson({ worker }: Context, id: string): Promise<Person> {
  const person = await findPerson(worker, id)
  if (!person) throw new GatewayError('unauthenticated', 'The session has ended. Sign in again.')
  return person
}

/** The person as it was when it was looked at. @throws GatewayError `conflict` when it changed meanwhile */
async function lockUnchanged(tx: Queryable, { id, credentials }: Person): Promise<void> {
  const now = await lockPerson(tx, id)
  if (now?.credentials !== credentials)
    throw new GatewayError('conflict', 'Password or second factor were changed meanwhile.')
}

export async function readTwoFactor(
  ctx: Context,
  personId: string,
): Promise<{ enabled: boolean; recoveryCodesLeft: number }> {
  const { totpEnabled } = await getPerson(ctx, personId)
  return { enabled: totpEnabled, recoveryCodesLeft: await countRecoveryCodes(ctx.worker, personId) }
}

/**
 * Begins to set up an authenticator; nothing changes until it is confirmed. Beginning again replaces what was begun.
 * @throws GatewayError `invalid_request` for a wrong password; `conflict` when there is a second factor
 */
export async function beginTwoFactor(
  ctx: Context,
  session: OwnSession,
  password: string,
): Promise<{ secret: string; uri: string }> {
  const person = await confirmPassword(ctx, session, password)
  if (person.totpEnabled) throw new GatewayError('conflict', 'There is a second factor already: turn it off first.')
  const secret = createTotpSecret()
  await ctx.worker.transaction(async (tx) => {
    await lockUnchanged(tx, person)
    await updateTotp(tx, person.id, { cipher: ctx.secrets.seal(secret, totpAad(person.id)), enabled: false })
  })
  return { secret, uri: totpUri(secret, person.email) }
}

/**
 * Turns the second factor on, by a first code. Ends the person's other sessions and renews this one.
 * @returns ten recovery codes, shown here and never again
 * @throws GatewayError `invalid_request` for a wrong code; `conflict` when nothing was begun
 */
export async function confirmTwoFactor(
  ctx: Context,
  session: OwnSession,
  code: string,
): Promise<{ recoveryCodes: string[]; renewed: OpenedSession }> {
  const { totpCipher, totpEnabled, ...person } = await getPerson(ctx, session.personId)
  if (totpEnabled || totpCipher === null) throw new GatewayError('conflict', 'No authenticator is being set up.')
  const step = totpStep(ctx.secrets.open(totpCipher, totpAad(person.id)), code)
  if (step === null) throw rejectField('code', 'is wrong: is the clock of the authenticator right?')
  return ctx.worker.transaction(async (tx) => {
    await lockUnchanged(tx, { ...person, totpCipher, totpEnabled })
    if (!(await useTotpStep(tx, person.id, step))) throw rejectField('code', 'was used before: wait for the next')
    await updateTotp(tx, person.id, { cipher: totpCipher, enabled: true })
    const codes = await storeRecoveryCodes(ctx, tx, person.id)
    await auditPerson(tx, person.id, session.by, 'two_factor.enabled')
    await endSessions(tx, person.id, session.id, session.by)
    return { recoveryCodes: codes, renewed: await renewSession(tx, session) }
  })
}

/** Turns it off; password and code are both asked for. @throws GatewayError `invalid_request`, `unauthenticated`, `conflict` */
export async function disableTwoFactor(
  ctx: Context,
  session: OwnSession,
  given: { password: string; code: string },
): Promise<OpenedSession> {
  const person = await confirmBoth(ctx, session, given)
  return ctx.worker.transaction(async (tx) => {
    await lockUnchanged(tx, person)
    await turnOff(tx, person.id, session.by)
    return renewSession(tx, session)
  })
}

/**
 * For a person who lost the authenticator and the recovery codes, once the operator has verified the identity. Ends all their sessions.
 * False: nobody with a second factor has this address.
 */
export async function dropTwoFactor({ worker }: Pick<Context, 'worker'>, email: string, by: Actor): Promise<boolean> {
  const member = await findPersonByEmail(worker, email)
  if (!member) return false
  return worker.transaction(async (tx) => {
    const person = await lockPerson(tx, member.id)
    if (!person?.totpEnabled) return false
    await turnOff(tx, person.id, by)
    await endSessions(tx, person.id, null, by)
    return true
  })
}

/** In a transaction that has locked the person. */
async function turnOff(tx: WorkerTransaction, personId: string, by: PersonActor): Promise<void> {
  await updateTotp(tx, personId, null)
  await replaceRecoveryCodes(tx, personId, [])
  await auditPerson(tx, personId, by, 'two_factor.disabled')
}

/** Ten new recovery codes in the place of those that are left. */
export async function renewRecoveryCodes(
  ctx: Context,
  session: OwnSession,
  given: { password: string; code: string },
): Promise<string[]> {
  const person = await confirmBoth(ctx, session, given)
  return ctx.worker.transaction(async (tx) => {
    await lockUnchanged(tx, person)
    const codes = await storeRecoveryCodes(ctx, tx, person.id)
    await auditPerson(tx, person.id, session.by, 'two_factor.codes_renewed')
    return codes
  })
}

async function confirmBoth(ctx: Context, session: OwnSession, { password, code }: { password: string; code: string }) {
  const person = await confirmPassword(ctx, session, password)
  if (!person.totpEnabled) throw new GatewayError('conflict', 'There is no second factor.')
  await checkCode(ctx, person, code)
  return person
}
