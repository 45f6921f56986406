import type { Queryable } from '#platform/database/database.ts'
import { type Invitation, invitationSeconds } from './invitation.ts'

const columns = `i.id::text, i.account_id::text as "accountId", i.email, i.role,
  case when i.accepted_at is not null then 'accepted' when i.revoked_at is not null then 'revoked'
       when i.expires_at <= now() then 'expired' else 'open' end as state,
  i.created_at as "createdAt", i.expires_at as "expiresAt", i.accepted_at as "acceptedAt",
  i.revoked_at as "revokedAt"`

const life = `now() + make_interval(secs => ${invitationSeconds})`

/** Null: one for this address is open, expired or not. */
export async function insertInvitation(
  tx: Queryable,
  { id, accountId, email, role }: Pick<Invitation, 'id' | 'accountId' | 'email' | 'role'>,
  tokenHash: Buffer,
): Promise<Invitation | null> {
  const { rows } = await tx.query<Invitation>(
    `insert into invitations as i (id, account_id, email, role, token_hash, expires_at) values ($1, $2, $3, $4, $5, ${life})
     on conflict (account_id, email) where accepted_at is null and revoked_at is null do nothing returning ${columns}`,
    [id, accountId, email, role, tokenHash],
  )
  return rows[0] ?? null
}

export async function countOpenInvitations(tx: Queryable, accountId: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    'select count(*)::int as count from invitations where account_id = $1 and accepted_at is null and revoked_at is null',
    [accountId],
  )
  return rows[0]?.count ?? 0
}

/** Newest first. `after` is the last id of the page before. */
export async function selectInvitations(
  tx: Queryable,
  accountId: string,
  { limit, after }: { limit: number; after: string | null },
): Promise<Invitation[]> {
  const { rows } = await tx.query<Invitation>(
    `select ${columns} from invitations i where i.account_id = $1 and ($2::uuid is null or i.id < $2::uuid)
      order by i.id desc limit $3::int`,
    [accountId, after, limit],
  )
  return rows
}

/** The invitation, locked until the transaction ends. */
export async function lockInvitation(tx: Queryable, accountId: string, id: string): Promise<Invitation | null> {
  const { rows } = await tx.query<Invitation>(
    `select ${columns} from invitations i where i.account_id = $1 and i.id = $2 for update`,
    [accountId, id],
  )
  return rows[0] ?? null
}

/** Another link for an open or expired one; the one before is dead. */
export async function renewInvitation(
  tx: Queryable,
  accountId: string,
  id: string,
  tokenHash: Buffer,
): Promise<Invitation | null> {
  const { rows } = await tx.query<Invitation>(
    `update invitations i set token_hash = $3, expires_at = ${life}
      where i.account_id = $1 and i.id = $2 and i.accepted_at is null and i.revoked_at is null returning ${columns}`,
    [accountId, id, tokenHash],
  )
  return rows[0] ?? null
}

export async function revokeOpenInvitation(tx: Queryable, accountId: string, id: string): Promise<Invitation | null> {
  const { rows } = await tx.query<Invitation>(
    `update invitations i set revoked_at = now()
      where i.account_id = $1 and i.id = $2 and i.accepted_at is null and i.revoked_at is null returning ${columns}`,
    [accountId, id],
  )
  return rows[0] ?? null
}

export interface StoredInvitation extends Invitation {
  accountName: string
  accountActive: boolean
}

/** By the link's token, whatever its state. */
export async function findInvitation(worker: Queryable, tokenHash: Buffer): Promise<StoredInvitation | null> {
  const { rows } = await worker.query<StoredInvitation>(
    `select ${columns}, a.name as "accountName", a.active as "accountActive"
       from invitations i join accounts a on a.id = i.account_id where i.token_hash = $1`,
    [tokenHash],
  )
  return rows[0] ?? null
}

/** Of two at once only one gets it. False: accepted, revoked, sent anew or expired meanwhile. */
export async function acceptOpenInvitation(tx: Queryable, accountId: string, tokenHash: Buffer): Promise<boolean> {
  const { rows } = await tx.query(
    `update invitations set accepted_at = now() where account_id = $1 and token_hash = $2
        and accepted_at is null and revoked_at is null and expires_at > now() returning id`,
    [accountId, tokenHash],
  )
  return rows.length === 1
}
