import type { Queryable } from '#platform/database/database.ts'
import { defaultNumberSql, numberChoicesSql } from '#tenancy/access/default-number.ts'
import type { Principal } from '#tenancy/access/principal.ts'
import { type Role, scopesOfRole } from '#tenancy/access/roles.ts'
import { type AccountRow, accountColumns, toAccount } from '#tenancy/accounts/account-store.ts'
import { idleSeconds, type Session } from './session.ts'

const columns = `s.id::text, s.account_id::text as "accountId", s.member_id::text as "memberId", s.ip, s.user_agent as "userAgent",
  s.signed_in_at as "signedInAt", s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt"`

/** Neither too old nor idle for too long. */
const alive = `s.expires_at > now() and s.last_seen_at > now() - make_interval(secs => ${idleSeconds})`

export interface NewSession {
  id: string
  accountId: string
  memberId: string
  personId: string
  tokenHash: Buffer
  ip: string | null
  userAgent: string | null
  lifeSeconds: number
}

export async function insertSession(tx: Queryable, session: NewSession): Promise<Session> {
  const { id, accountId, memberId, personId, tokenHash, ip, userAgent, lifeSeconds } = session
  const { rows } = await tx.query<Session>(
    `insert into sessions as s (id, account_id, member_id, person_id, token_hash, ip, user_agent, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => $8::int)) returning ${columns}`,
    [id, accountId, memberId, personId, tokenHash, ip, userAgent, lifeSeconds],
  )
  return rows[0] as Session
}

/** The same session under another token, and for another member of the same person. Null: it has ended meanwhile. */
export async function rotateToken(
  tx: Queryable,
  { id, accountId, memberId, tokenHash }: Pick<NewSession, 'id' | 'accountId' | 'memberId' | 'tokenHash'>,
): Promise<Session | null> {
  const { rows } = await tx.query<Session>(
    `update sessions s set token_hash = $4, account_id = $2, member_id = $3, last_seen_at = now()
      where s.id = $1 and ${alive} returning ${columns}`,
    [id, accountId, memberId, tokenHash],
  )
  return rows[0] ?? null
}

/** The person's own, over all accounts, newest first. `after` is the last id of the page before. */
export async function selectSessions(
  worker: Queryable,
  personId: string,
  { limit, after }: { limit: number; after: string | null },
): Promise<Session[]> {
  const { rows } = await worker.query<Session>(
    `select ${columns} from sessions s where s.person_id = $1 and ($2::uuid is null or s.id < $2::uuid) and ${alive}
      order by s.id desc limit $3::int`,
    [personId, after, limit],
  )
  return rows
}

export interface EndedSession {
  id: string
  accountId: string
}

const ended = 'returning id::text, account_id::text as "accountId"'

export async function deleteSession(worker: Queryable, personId: string, id: string): Promise<EndedSession | null> {
  const { rows } = await worker.query<EndedSession>(`delete from sessions where person_id = $1 and id = $2 ${ended}`, [
    personId,
    id,
  ])
  return rows[0] ?? null
}

/** All of the person but one; `keepId` null: all. */
export async function deleteSessions(
  worker: Queryable,
  personId: string,
  keepId: string | null,
): Promise<EndedSession[]> {
  const { rows } = await worker.query<EndedSession>(
    `delete from sessions where person_id = $1 and ($2::uuid is null or id <> $2::uuid) ${ended}`,
    [personId, keepId],
  )
  return rows
}

/** The oldest of a person's sessions beyond the newest `most`. */
export async function deleteOldestSessions(tx: Queryable, personId: string, most: number): Promise<void> {
  await tx.query(
    `delete from sessions where person_id = $1
        and id in (select id from sessions where person_id = $1 order by id desc offset $2::int)`,
    [personId, most],
  )
}

export async function deleteSessionsOfMember(tx: Queryable, accountId: string, memberId: string): Promise<number> {
  const { rowCount } = await tx.query('delete from sessions where account_id = $1 and member_id = $2', [
    accountId,
    memberId,
  ])
  return rowCount
}

const touchSeconds = 60

interface SessionRow extends AccountRow {
  sessionId: string
  memberId: string
  personId: string
  memberEmail: string
  memberName: string
  role: Role
  stale: boolean
  twoFactor: boolean
  numberChoices: string[]
  numberId: string | null
  laneId: string
  phoneNumberId: string
  sandbox: boolean
  wabaId: string | null
}

/**
 * Who a session's token stands for; read from the database each time, so that what ends a session holds at once on every
 * process. Null: there is no such session, or it has ended.
 */
export async function findSession(worker: Queryable, tokenHash: Buffer): Promise<Principal | null> {
  const { rows } = await worker.query<SessionRow>(
    `select ${accountColumns}, s.id::text as "sessionId", m.id::text as "memberId", m.person_id::text as "personId",
            m.email as "memberEmail", m.name as "memberName", m.role,
            p.totp_enabled_at is not null as "twoFactor", ${numberChoicesSql('true')} as "numberChoices",
            s.last_seen_at < now() - make_interval(secs => ${touchSeconds}) as stale,
            n.id as "numberId", n.lane_id::text as "laneId", n.phone_number_id as "phoneNumberId", n.sandbox, n.waba_id as "wabaId"
       from sessions s join members m on m.id = s.member_id join accounts a on a.id = s.account_id join people p on p.id = m.person_id
       left join lateral (select * from ${defaultNumberSql('true', 'false')}) n on true
      where s.token_hash = $1 and ${alive}`,
    [tokenHash],
  )
  const [row] = rows
  if (!row) return null
  if (row.stale) await worker.query('update sessions set last_seen_at = now() where id = $1', [row.sessionId])
  return toPrincipal(row)
}

const toPrincipal = (row: SessionRow): Principal => ({
  account: toAccount(row),
  keyId: null,
  keyDisplay: null,
  member: {
    id: row.memberId,
    personId: row.personId,
    sessionId: row.sessionId,
    email: row.memberEmail,
    name: row.memberName,
    role: row.role,
    twoFactor: row.twoFactor,
  },
  scopes: scopesOfRole(row.role),
  numberIds: null,
  bounds: null,
  test: false,
  number: row.numberId === null ? null : toSendingNumber(row.numberId, row),
  numberChoices: row.numberChoices,
})

const toSendingNumber = (id: string, { laneId, phoneNumberId, sandbox, wabaId }: SessionRow) => ({
  id,
  laneId,
  phoneNumberId,
  sandbox,
  wabaId,
})
