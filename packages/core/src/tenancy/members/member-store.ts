import type { Queryable } from '#platform/database/database.ts'
import type { Role } from '../access/roles.ts'
import type { Member } from './member.ts'

const columns = `m.id::text, m.account_id::text as "accountId", m.person_id::text as "personId", m.email, m.name, m.role,
  m.created_at as "createdAt"`

export type NewMember = Omit<Member, 'createdAt'>

/** Null: the person is a member already. */
export async function insertMember(
  tx: Queryable,
  { id, accountId, personId, email, name, role }: NewMember,
): Promise<Member | null> {
  const { rows } = await tx.query<Member>(
    `insert into members as m (id, account_id, person_id, email, name, role) values ($1, $2, $3, $4, $5, $6)
     on conflict (account_id, person_id) do nothing returning ${columns}`,
    [id, accountId, personId, email, name, role],
  )
  return rows[0] ?? null
}

/** In the order in which they joined. `after` is the last id of the page before. */
export async function selectMembers(
  tx: Queryable,
  accountId: string,
  { limit, after }: { limit: number; after: string | null },
): Promise<Member[]> {
  const { rows } = await tx.query<Member>(
    `select ${columns} from members m where m.account_id = $1 and ($2::uuid is null or m.id > $2::uuid)
      order by m.id limit $3::int`,
    [accountId, after, limit],
  )
  return rows
}

export async function selectMember(tx: Queryable, accountId: string, id: string): Promise<Member | null> {
  const { rows } = await tx.query<Member>(`select ${columns} from members m where m.account_id = $1 and m.id = $2`, [
    accountId,
    id,
  ])
  return rows[0] ?? null
}

export async function isMember(tx: Queryable, accountId: string, email: string): Promise<boolean> {
  const { rows } = await tx.query('select 1 from members where account_id = $1 and email = $2', [accountId, email])
  return rows.length > 0
}

export async function countMembers(tx: Queryable, accountId: string, role: Role | null = null): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    'select count(*)::int as count from members where account_id = $1 and ($2::text is null or role = $2)',
    [accountId, role],
  )
  return rows[0]?.count ?? 0
}

export async function updateMember(
  tx: Queryable,
  { accountId, id, name, role }: Pick<Member, 'accountId' | 'id' | 'name' | 'role'>,
): Promise<Member | null> {
  const { rows } = await tx.query<Member>(
    `update members m set name = $3, role = $4 where m.account_id = $1 and m.id = $2 returning ${columns}`,
    [accountId, id, name, role],
  )
  return rows[0] ?? null
}

/** Sessions of the member go with it. */
export async function deleteMember(tx: Queryable, accountId: string, id: string): Promise<void> {
  await tx.query('delete from members where account_id = $1 and id = $2', [accountId, id])
}

/** What one person is a member of, with the account's name. */
export interface Membership extends Member {
  accountName: string
}

/** What people are members of, found by their e-mail addresses or ids. */
export async function selectMembershipsOf(
  worker: Queryable,
  { emails, personIds }: { emails: readonly string[]; personIds: readonly string[] },
): Promise<Member[]> {
  const { rows } = await worker.query<Member>(
    `select ${columns} from members m where m.email = any ($1::text[]) or m.person_id = any ($2::uuid[])
      order by m.id limit 10000`,
    [emails, personIds],
  )
  return rows
}

/** Active accounts first; the oldest membership first. */
export async function selectMemberships(worker: Queryable, personId: string): Promise<Membership[]> {
  const { rows } = await worker.query<Membership>(
    `select ${columns}, a.name as "accountName" from members m join accounts a on a.id = m.account_id
      where m.person_id = $1 order by a.active desc, m.id limit 1000`,
    [personId],
  )
  return rows
}
