import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { recordAudit } from '#tenancy/audit/record-audit.ts'
import type { Member } from '#tenancy/members/member.ts'
import { type Membership, selectMemberships } from '#tenancy/members/member-repository.ts'
import { createToken } from '../opaque-token.ts'
import { lifeSeconds, type Session, type Whence } from './session.ts'
import {
  deleteOldestSessions,
  deleteSession,
  deleteSessions,
  insertSession,
  rotateToken,
  selectSessions,
} from './session-repository.ts'

/** The token is the cookie's value, shown here and never again. */
export interface OpenedSession {
  session: Session
  token: string
}

const mostSessions = 50
const longestUserAgent = 300

/** In the transaction that has found the person to be who they say. Beyond 50 sessions the oldest end. */
export async function openSession(
  tx: Queryable,
  member: Member,
  { ip, requestId, userAgent }: Whence,
): Promise<OpenedSession> {
  const { token, hash } = createToken()
  const session = await insertSession(tx, {
    id: newId(),
    accountId: member.accountId,
    memberId: member.id,
    personId: member.personId,
    tokenHash: hash,
    ip,
    userAgent: userAgent?.slice(0, longestUserAgent) ?? null,
    lifeSeconds,
  })
  await deleteOldestSessions(tx, member.personId, mostSessions)
  await recordAudit(tx, {
    accountId: member.accountId,
    by: { kind: 'member', id: member.id, name: member.email, ip, requestId },
    action: 'session.started',
    targetId: session.id,
    before: null,
    after: { memberId: member.id, userAgent: session.userAgent },
  })
  return { session, token }
}

/** The person's own, over all accounts, newest first. */
export const listSessions = (
  { db }: Pick<CoreContext, 'db'>,
  personId: string,
  page: { limit: number; after: string | null },
): Promise<Session[]> => selectSessions(db.worker, personId, page)

/** Ends one of the person's own sessions. @throws GatewayError `not_found` */
export async function endSession(
  { db }: Pick<CoreContext, 'db'>,
  personId: string,
  id: string,
  by: Actor,
): Promise<void> {
  await db.worker.transaction(async (tx) => {
    const ended = isId(id) ? await deleteSession(tx, personId, id) : null
    if (!ended) throw new GatewayError('not_found', 'There is no such session of yours.')
    await tellOfEnd(tx, ended, by)
  })
}

/** Ends all of the person's sessions but one; says how many. */
export async function endOtherSessions(
  { db }: Pick<CoreContext, 'db'>,
  personId: string,
  keepId: string,
  by: Actor,
): Promise<number> {
  return db.worker.transaction((tx) => endSessions(tx, personId, keepId, by))
}

/** `keepId` null: all of them. */
export async function endSessions(tx: Queryable, personId: string, keepId: string | null, by: Actor): Promise<number> {
  const ended = await deleteSessions(tx, personId, keepId)
  for (const session of ended) await tellOfEnd(tx, session, by)
  return ended.length
}

const tellOfEnd = (tx: Queryable, { id, accountId }: { id: string; accountId: string }, by: Actor) =>
  recordAudit(tx, {
    accountId,
    by,
    action: 'session.ended',
    targetId: id,
    before: null,
    after: null,
  })

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
  { db }: Pick<CoreContext, 'db'>,
  { personId, sessionId }: { personId: string; sessionId: string },
  accountId: string,
  by: Actor,
): Promise<OpenedSession> {
  return db.worker.transaction(async (tx) => {
    const member = (await selectMemberships(tx, personId)).find((one) => one.accountId === accountId)
    if (!member) throw new GatewayError('not_found', 'You are no member of such an account.')
    const opened = await renewSession(tx, { id: sessionId, accountId, memberId: member.id })
    await recordAudit(tx, {
      accountId,
      by: { ...by, id: member.id },
      action: 'session.switched',
      targetId: sessionId,
      before: null,
      after: { memberId: member.id },
    })
    return opened
  })
}

/** What the person is a member of: active accounts first, then the oldest membership first. */
export const listMemberships = ({ db }: Pick<CoreContext, 'db'>, personId: string): Promise<Membership[]> =>
  selectMemberships(db.worker, personId)
