import { conditions } from '#platform/database/conditions.ts'
import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import { lastId } from '#platform/ids.ts'
import type { Session, SessionState } from '../engine/session.ts'

export type StoredSession = Session & { rootFlowId: string; gathers: boolean }

const stored = recordset({
  id: 'uuid',
  conversationId: 'uuid',
  contactId: 'uuid',
  numberId: 'uuid',
  rootFlowId: 'uuid',
  flowId: 'uuid',
  versionId: 'uuid',
  node: 'text',
  stack: 'jsonb',
  vars: 'jsonb',
  event: 'jsonb',
  wait: 'jsonb',
  gathers: 'boolean',
  rev: 'int',
  state: 'text',
  result: 'text',
  depth: 'smallint',
  startedAt: 'timestamptz',
  updatedAt: 'timestamptz',
  endedAt: 'timestamptz',
})
const columns = stored.columnsOf('s').replace('s.depth', 's.depth::int as depth')

/** Creates sessions, or replaces what they were. Those that end come first, so that another may begin. */
export async function writeSessions(
  tx: Queryable,
  accountId: string,
  sessions: readonly StoredSession[],
): Promise<void> {
  for (const session of sessions)
    await tx.run(
      `insert into flow_sessions (account_id, ${stored.columns}) select $1, ${stored.columns} from ${stored.from('$2')}
       on conflict (account_id, id) do update set flow_id = excluded.flow_id, version_id = excluded.version_id, node = excluded.node,
         stack = excluded.stack, vars = excluded.vars, wait = excluded.wait, gathers = excluded.gathers, rev = excluded.rev,
         state = excluded.state, result = excluded.result, updated_at = excluded.updated_at, ended_at = excluded.ended_at`,
      [accountId, stored.json([session])],
    )
}

/** The session in which a conversation is; null: it is in none. */
export const selectOpenSession = (
  db: Queryable,
  accountId: string,
  conversationId: string,
): Promise<StoredSession | null> =>
  db.maybe(
    `select ${columns} from flow_sessions s where s.account_id = $1 and s.conversation_id = $2::uuid and s.state = 'waiting'`,
    [accountId, conversationId],
  )

/** Locks it until the transaction ends. */
export const lockOpenSession = (
  tx: Queryable,
  accountId: string,
  conversationId: string,
): Promise<{ id: string; rev: number } | null> =>
  tx.maybe(
    `select id, rev from flow_sessions where account_id = $1 and conversation_id = $2::uuid and state = 'waiting' for update`,
    [accountId, conversationId],
  )

export const selectSession = (db: Queryable, accountId: string, id: string): Promise<StoredSession | null> =>
  db.maybe(`select ${columns} from flow_sessions s where s.account_id = $1 and s.id = $2::uuid`, [accountId, id])

export interface SessionFilter {
  flowId?: string | undefined
  conversationId?: string | undefined
  contactId?: string | undefined
  state?: SessionState | undefined
  numberIds: readonly string[] | null
  before: string | null
  limit: number
}

/** As it is shown. */
export interface ShownSession extends StoredSession {
  /** What the person is called now; null: no name is known. */
  contactName: string | null
}

const shown = `select ${columns}, c.name as contact_name
  from flow_sessions s left join contacts c on c.account_id = s.account_id and c.id = s.contact_id`

export const selectShownSession = (db: Queryable, accountId: string, id: string): Promise<ShownSession | null> =>
  db.maybe(`${shown} where s.account_id = $1 and s.id = $2::uuid`, [accountId, id])

/** Latest first. */
export function selectSessions(db: Queryable, accountId: string, filter: SessionFilter): Promise<ShownSession[]> {
  const where = conditions(accountId, filter.numberIds)
  where.add('s.id < ?::uuid', filter.before ?? lastId)
  where.add('s.root_flow_id = ?::uuid', filter.flowId)
  where.add('s.conversation_id = ?::uuid', filter.conversationId)
  where.add('s.contact_id = ?::uuid', filter.contactId)
  where.add('s.state = ?', filter.state)
  const limit = where.bind(filter.limit)
  return db.many(
    `${shown} where s.account_id = $1 and ($2::uuid[] is null or s.number_id = any ($2::uuid[])) and ${where.sql}
      order by s.id desc limit ${limit}`,
    where.params,
  )
}

/** Open sessions of a flow by the node at which they stand. */
export const countByNode = (
  db: Queryable,
  accountId: string,
  flowId: string,
): Promise<{ versionId: string; node: string; count: number }[]> =>
  db.many(
    `select version_id, node, count(*)::int as count from flow_sessions
      where account_id = $1 and root_flow_id = $2::uuid and state = 'waiting' group by 1, 2 order by 3 desc, 2`,
    [accountId, flowId],
  )

/** Open sessions of a flow in other versions, for what publishing does with them. */
export const selectOpenOfFlow = (
  db: Queryable,
  accountId: string,
  { flowId, versionId, limit }: { flowId: string; versionId: string; limit: number },
): Promise<{ id: string; conversationId: string; node: string }[]> =>
  db.many(
    `select id, conversation_id, node from flow_sessions
      where account_id = $1 and root_flow_id = $2::uuid and state = 'waiting' and version_id <> $3::uuid order by id limit $4`,
    [accountId, flowId, versionId, limit],
  )

/** Sessions that stand at a node of this name go on in another version. */
export const moveSessions = (
  tx: Queryable,
  accountId: string,
  { ids, versionId }: { ids: readonly string[]; versionId: string },
): Promise<number> =>
  tx.run(
    `update flow_sessions set version_id = $3::uuid where account_id = $1 and id = any ($2::uuid[]) and state = 'waiting' and stack = '[]'::jsonb`,
    [accountId, ids, versionId],
  )

/** How many of the latest sessions of a flow ended, and how many of these by an error. */
export const countLatestErrors = (
  db: Queryable,
  accountId: string,
  flowId: string,
  limit: number,
): Promise<{ ended: number; errors: number }> =>
  db.one(
    `select count(*)::int as ended, count(*) filter (where state = 'failed' and result like 'error: %')::int as errors
       from (select state, result from flow_sessions
              where account_id = $1 and root_flow_id = $2::uuid and state <> 'waiting' order by id desc limit $3) latest`,
    [accountId, flowId, limit],
  )
