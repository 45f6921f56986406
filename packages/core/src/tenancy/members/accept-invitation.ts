import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { lockAccount } from '../accounts/account-store.ts'
import { hashToken } from '../sign-in/opaque-token.ts'
import { checkNewPassword, hashPassword } from '../sign-in/password/password.ts'
import { findPersonByEmail, lockPersonOf, type Person, updatePassword } from '../sign-in/person-store.ts'
import { checkCode } from '../sign-in/second-factor/second-factor.ts'
import type { Whence } from '../sign-in/sessions/session.ts'
import { memberCaller, type OpenedSession, openSession } from '../sign-in/sessions/sessions.ts'
import { recognise } from '../sign-in/sign-in.ts'
import { acceptOpenInvitation, findInvitation, type StoredInvitation } from './invitation-store.ts'
import { readName, rejectField } from './member.ts'
import { insertMember } from './member-store.ts'

type Context = Pick<CoreContext, 'worker' | 'secrets'>

export interface Acceptance {
  token: string
  name: string
  /** Of a person who has one: that one. Of a new person: the one they choose. */
  password: string
  /** Of a person who has a second factor. */
  code: string | null
}

/** @throws GatewayError `not_found` when the link does not exist; `conflict` saying why it is over */
export async function readInvitation(
  { worker }: Pick<Context, 'worker'>,
  token: string,
): Promise<StoredInvitation & { known: boolean }> {
  const hash = hashToken(token)
  const invitation = hash && (await findInvitation(worker, hash))
  if (!invitation)
    throw new GatewayError('not_found', 'There is no such invitation: another link may have been sent since.')
  if (invitation.state !== 'open') throw new GatewayError('conflict', `The invitation is ${invitation.state}.`)
  if (!invitation.accountActive) throw new GatewayError('account_inactive', 'The account is inactive.')
  const person = await findPersonByEmail(worker, invitation.email)
  return { ...invitation, known: person?.passwordHash != null }
}

/**
 * Makes the person a member and signs them in. Who has a password already must give that one: an invitation alone is no
 * way to what they are in other accounts. Of two at once only one is accepted.
 * @throws GatewayError `not_found`, `conflict` as `readInvitation`; `invalid_request`, `unauthenticated`, `rate_limited`
 */
export async function acceptInvitation(
  ctx: Context,
  given: Acceptance,
  place: string,
  whence: Whence,
): Promise<OpenedSession> {
  const invitation = await readInvitation(ctx, given.token)
  const name = readName(given.name)
  const known = invitation.known ? await recogniseInvited(ctx, invitation.email, given, place) : null
  if (!known) checkNewPassword(given.password, invitation.email)
  const newHash = known ? null : await hashPassword(given.password)
  return ctx.worker.transaction(async (tx) => {
    const person = await lockPersonOf(tx, newId(), invitation.email) // before the account: everywhere in this order
    if (person.passwordHash !== (known?.passwordHash ?? null) || (known && person.credentials !== known.credentials))
      throw new GatewayError('conflict', 'This address got a password meanwhile: accept with that one.')
    const { accountId, email, role } = invitation
    await lockAccount(tx, accountId)
    if (!(await acceptOpenInvitation(tx, accountId, hashToken(given.token) as Buffer)))
      throw new GatewayError('conflict', 'The invitation was used or revoked meanwhile.')
    if (newHash) await updatePassword(tx, person.id, newHash)
    const member = await insertMember(tx, { id: newId(), accountId, personId: person.id, email, name, role })
    if (!member) throw new GatewayError('conflict', 'You are a member of this account already.')
    const after = { memberId: member.id, email, name, role }
    await tx.as(memberCaller(member, whence)).audit('invitation.accepted', invitation.id, { before: null, after })
    return openSession(tx, member, whence)
  })
}

async function recogniseInvited(ctx: Context, email: string, given: Acceptance, place: string): Promise<Person> {
  const person = await recognise(ctx, email, given.password, place)
  if (!person.totpEnabled) return person
  if (given.code === null) throw rejectField('code', 'is required: this person has a second factor')
  await checkCode(ctx, person, given.code)
  return person
}
