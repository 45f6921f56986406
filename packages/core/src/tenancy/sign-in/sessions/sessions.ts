import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import { type Caller, trustedCaller } from '#tenancy/access/caller.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import type { Member } from '#tenancy/members/member.ts'
import { type Membership, selectMemberships } from '#tenancy/members/member-store.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { createToken } from '../opaque-token.ts'
import { lifeSeconds, type Session, type Whence } from './session.ts'
import {
  deleteOldestSessions,
  deleteSession,
  deleteSessions,
  insertSession,
  rotateToken,
  selectSessions,
} from './session-store.ts'

/** The token is the cookie's value, shown here and never again. */
export interface OpenedSession {
  session: Session
  token: string
}

const mostSessions = 50
const longestUserAgent = 300

/** In the transaction that has found the person to be who they say. Beyond 50 sessions the oldest end. */
export async function openSession(tx: WorkerTransaction, member: Member, whence: Whence): Promise<OpenedSession> {
  const { token, hash } = createToken()
  const session = await insertSession(tx, {
    id: newId(),
    accountId: member.accountId,
    memberId: member.id,
    personId: member.personId,
    tokenHash: hash,
    ip: whence.ip,
    userAgent: whence.userAgent?.slice(0, longestUserAgent) ?? null,
    lifeSeconds,
  })
  await deleteOldestSessions(tx, member.personId, mostSessions)
  const after = { memberId: member.id, userAgent: session.userAgent }
  await tx.as(memberCaller(member, whence)).audit('session.started', session.id, { before: null, after })
  return { session, token }
}

/** A member who has proved who they are, and does what needs no scope. */
export const memberCaller = ({ accountId, id, email }: Member, { ip, requestId }: Whence): Caller =>
  trustedCaller(accountId, { kind: 'member', id, name: email, ip, requestId })

/** The person's own, over all accounts, newest first. */
export const listSessions = (
  { worker }: Pick<CoreContext, 'worker'>,
  personId: string,
  page: { limit: number; after: string | null },
): Promise<Session[]> => selectSessions(worker, personId, page)

/** Ends one of the person's own sessions. @throws GatewayError `not_found` */
export async function endSession(
  { worker }: Pick<CoreContext, 'worker'>,
  personId: string,
  id: string,
  by: Actor,
): Promise<void> {
  await worker.transaction(async (tx) => {
    const ended = isId(id) ? await deleteSession(tx, personId, id) : null
    if (!ended) throw new GatewayError('not_found', 'There is no such session of yours.')
    await auditEnd(tx, ended, by)
  })
}

/** Ends all of the person's sessions but one; says how many. */
export async function endOtherSessions(
  { worker }: Pick<CoreContext, 'worker'>,
  personId: string,
  keepId: string,
  by: Actor,
): Promise<number> {
  return worker.transaction((tx) => endSessions(tx, personId, keepId, by))
}

/** `keepId` null: all of them. */
export async function endSessions(
  tx: WorkerTransaction,
  personId: string,
  keepId: string | null,
  by: Actor,
): Promise<number> {
  const ended = await deleteSessions(tx, personId, keepId)
  for (const session of ended) await auditEnd(tx, session, by)
  return ended.length
}

const auditEnd = (tx: WorkerTransaction, { id, accountId }: { id: string; accountId: string }, by: Actor) =>
  tx.as(trustedCaller(accountId, by)).audit('session.ended', id, { before: null, after: null })

/** Another token for the same session; the old one is dead. @throws GatewayError `unauthenticated` when it has ended */
export async function renewSession(
  tx: Queryable,
  { id, accountId, memberId }: { id: string; accountId: string; memberId: string },
): Promise<OpenedSession> {
  const { token, hash } = createToken()
  const session = await rotateToken(tx, { id, accountId, memberId, tokenHash: hash })
  if (!session) throw new GatewayError('unauthenticated', 'The session has ended. Sign in again.')
  return { session, token }
}

/**
 * Turns the session to another account that the person is a member of, under another token.
 * @throws GatewayError `not_found` when the person is no member there
 */
export async function switchAccount(
  { worker }: Pick<CoreContext, 'worker'>,
  { personId, sessionId }: { personId: string; sessionId: string },
  accountId: string,
  by: Actor,
): Promise<OpenedSession> {
  return worker.transaction(async (tx) => {
    const member = (await selectMemberships(tx, personId)).find((one) => one.accountId === accountId)
    if (!member) throw new GatewayError('not_found', 'You are no member of such an account.')
    const opened = await renewSession(tx, { id: sessionId, accountId, memberId: member.id })
    const switched = trustedCaller(accountId, { ...by, id: member.id })
    await tx.as(switched).audit('session.switched', sessionId, { before: null, after: { memberId: member.id } })
    return opened
  })
}

/** What the person is a member of: active accounts first, then the oldest membership first. */
export const listMemberships = ({ worker }: Pick<CoreContext, 'worker'>, personId: string): Promise<Membership[]> =>
  selectMemberships(worker, personId)
