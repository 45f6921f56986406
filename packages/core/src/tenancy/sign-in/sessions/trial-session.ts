import { createHmac, timingSafeEqual } from 'node:crypto'
import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { findAccountByEmail, lockAccount } from '#tenancy/accounts/account-store.ts'
import { insertMember, selectMemberships } from '#tenancy/members/member-store.ts'
import { lockPersonOf } from '../person-store.ts'
import type { Whence } from './session.ts'
import { memberCaller, type OpenedSession, openSession } from './sessions.ts'

/** Signs in to the account of a trial by the link that its start prints. */
export interface TrialSession {
  /** What the link carries. It stays the same over restarts, so a link in the terminal's history still works. */
  token: string
  /** @throws GatewayError `unauthenticated` when the token is another, or the account is gone */
  open(token: string, whence: Whence): Promise<OpenedSession>
}

/** @param email of the trial's account, and of the owner who signs in */
export function createTrialSession(
  { worker, secrets }: Pick<CoreContext, 'worker' | 'secrets'>,
  { email, name }: { email: string; name: string },
): TrialSession {
  const token = createHmac('sha256', secrets.pepper('trial-session')).update(email).digest('base64url')

  async function open(given: string, whence: Whence): Promise<OpenedSession> {
    if (!isSame(given, token)) throw new GatewayError('unauthenticated', 'This link is not the one that was printed.')
    const account = await findAccountByEmail(worker, email)
    if (!account) throw new GatewayError('unauthenticated', 'The account of the trial is gone.')
    return worker.transaction(async (tx) => {
      const person = await lockPersonOf(tx, newId(), email)
      await lockAccount(tx, account.id)
      const known = (await selectMemberships(tx, person.id)).find((one) => one.accountId === account.id)
      const owner = { id: newId(), accountId: account.id, personId: person.id, email, name, role: 'owner' } as const
      const member = known ?? (await insertMember(tx, owner))
      if (!member) throw new Error('The owner of the trial is a member and is not found')
      const after = { email, name, role: owner.role }
      if (!known) await tx.as(memberCaller(member, whence)).audit('member.added', member.id, { before: null, after })
      return openSession(tx, member, whence)
    })
  }

  return { token, open }
}

const isSame = (given: string, token: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(token)]
  return one.length === other.length && timingSafeEqual(one, other)
}
