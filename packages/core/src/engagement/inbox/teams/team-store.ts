import type { Queryable } from '#platform/database/database.ts'
import { tagKey } from '../../contacts/tags/tag.ts'
import type { AgentSettings, Team } from './team.ts'

const columns = `t.id, t.name, t.created_at, array(select m.member_id::text from team_members m
  where m.account_id = t.account_id and m.team_id = t.id order by 1) as member_ids`

/** Until the transaction ends nobody else makes, changes or removes a team of this account. */
export async function lockTeams(tx: Queryable, accountId: string): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('teams|' || $1, 0))`, [accountId])
}

export const selectTeams = (
  db: Queryable,
  accountId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<Team[]> =>
  db.many<Team>(
    `select ${columns} from teams t where t.account_id = $1 and ($2::uuid is null or t.id > $2::uuid) order by t.id limit $3`,
    [accountId, after, limit],
  )

export const selectTeam = (db: Queryable, accountId: string, id: string): Promise<Team | null> =>
  db.maybe<Team>(`select ${columns} from teams t where t.account_id = $1 and t.id = $2::uuid`, [accountId, id])

export const teamExists = async (db: Queryable, accountId: string, id: string): Promise<boolean> =>
  (await selectTeam(db, accountId, id)) !== null

/** The teams of a member. */
export const selectTeamIdsOf = async (db: Queryable, accountId: string, memberId: string): Promise<string[]> =>
  (
    await db.many<{ id: string }>(
      'select team_id as id from team_members where account_id = $1 and member_id = $2::uuid',
      [accountId, memberId],
    )
  ).map(({ id }) => id)

/** How many there are, and the id of the one that has the name. */
export const selectTakenTeam = (db: Queryable, accountId: string, name: string) =>
  db.one<{ count: number; id: string | null }>(
    `select count(*)::int as count, (array_agg(id) filter (where name_key = $2))[1] as id from teams where account_id = $1`,
    [accountId, tagKey(name)],
  )

export async function insertTeam(tx: Queryable, accountId: string, { id, name, createdAt }: Team): Promise<void> {
  await tx.run(
    `insert into teams (account_id, id, name, name_key, created_at) values ($1, $2::uuid, $3, $4, $5::timestamptz)`,
    [accountId, id, name, tagKey(name), createdAt],
  )
}

export async function updateTeamRow(tx: Queryable, accountId: string, { id, name }: Team): Promise<void> {
  await tx.run('update teams set name = $3, name_key = $4 where account_id = $1 and id = $2::uuid', [
    accountId,
    id,
    name,
    tagKey(name),
  ])
}

export async function replaceTeamMembers(tx: Queryable, accountId: string, { id, memberIds }: Team): Promise<void> {
  await tx.run('delete from team_members where account_id = $1 and team_id = $2::uuid', [accountId, id])
  await tx.run(
    `insert into team_members (account_id, team_id, member_id)
     select $1::uuid, $2::uuid, value::uuid from json_array_elements_text($3::json)`,
    [accountId, id, JSON.stringify(memberIds)],
  )
}

/** Its conversations are of no team any more. */
export async function deleteTeamRow(tx: Queryable, accountId: string, id: string): Promise<void> {
  await tx.run(
    `with its as (
       select id from conversations where account_id = $1 and team_id = $2::uuid order by number_id, contact_id for update)
     update conversations c set team_id = null from its where c.account_id = $1 and c.id = its.id`,
    [accountId, id],
  )
  await tx.run('delete from team_members where account_id = $1 and team_id = $2::uuid', [accountId, id])
  await tx.run('delete from teams where account_id = $1 and id = $2::uuid', [accountId, id])
}

/** Those of them that are no members of the account. */
export async function findStrangers(tx: Queryable, accountId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.many<{ id: string }>('select id from members where account_id = $1 and id = any ($2::uuid[])', [
    accountId,
    ids,
  ])
  const known = new Set(rows.map(({ id }) => id))
  return ids.filter((id) => !known.has(id.toLowerCase()))
}

const agentColumns = `a.member_id, a.available, a.available_changed_at, a.capacity,
  (select count(*)::int from conversations c where c.account_id = a.account_id and c.assignee = a.member_id::text and c.status = 'open') as load`

export const selectAgents = (db: Queryable, accountId: string): Promise<AgentSettings[]> =>
  db.many<AgentSettings>(`select ${agentColumns} from inbox_agents a where a.account_id = $1 order by a.member_id`, [
    accountId,
  ])

export const selectAgent = (db: Queryable, accountId: string, memberId: string): Promise<AgentSettings | null> =>
  db.maybe<AgentSettings>(
    `select ${agentColumns} from inbox_agents a where a.account_id = $1 and a.member_id = $2::uuid`,
    [accountId, memberId],
  )

export async function upsertAgent(
  tx: Queryable,
  accountId: string,
  { memberId, available, availableChangedAt, capacity }: Omit<AgentSettings, 'load'>,
): Promise<void> {
  await tx.run(
    `insert into inbox_agents (account_id, member_id, available, available_changed_at, capacity)
     values ($1, $2::uuid, $3, $4::timestamptz, $5)
     on conflict (account_id, member_id) do update set available = excluded.available,
       available_changed_at = excluded.available_changed_at, capacity = excluded.capacity`,
    [accountId, memberId, available, availableChangedAt, capacity],
  )
}
