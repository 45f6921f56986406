import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'

/** One line of a trace as it is stored. */
export interface TraceLine {
  id: string
  conversationId: string
  contactId: string
  sessionId: string | null
  versionId: string | null
  rev: number
  node: string | null
  kind: string
  exit: string | null
  output: Readonly<Record<string, unknown>> | null
  error: string | null
  at: string
}

const lines = recordset({
  id: 'uuid',
  conversationId: 'uuid',
  contactId: 'uuid',
  sessionId: 'uuid',
  versionId: 'uuid',
  rev: 'int',
  node: 'text',
  kind: 'text',
  exit: 'text',
  output: 'jsonb',
  error: 'text',
  at: 'timestamptz',
})

export async function insertTrace(tx: Queryable, accountId: string, trace: readonly TraceLine[]): Promise<void> {
  if (trace.length === 0) return
  await tx.run(
    `insert into flow_steps (account_id, ${lines.columns}) select $1, ${lines.columns} from ${lines.from('$2')}`,
    [accountId, lines.json(trace)],
  )
}

const firstId = '00000000-0000-0000-0000-000000000000'

/** In the order in which it happened. */
export const selectTrace = (
  db: Queryable,
  accountId: string,
  { sessionId, conversationId }: { sessionId: string | null; conversationId: string | null },
  { after, limit }: { after: string | null; limit: number },
): Promise<TraceLine[]> =>
  db.many(
    `select ${lines.columns} from flow_steps
      where account_id = $1 and ($2::uuid is null or session_id = $2::uuid) and ($3::uuid is null or conversation_id = $3::uuid)
        and id > $4::uuid order by id limit $5`,
    [accountId, sessionId, conversationId, after ?? firstId, limit],
  )

export interface NodeCount {
  node: string
  exit: string | null
  count: number
  people: number
  errors: number
}

/** How often each node of a version was left by each exit; null: it waits there. Counted from the traces. */
export const countSteps = (db: Queryable, accountId: string, versionId: string): Promise<NodeCount[]> =>
  db.many(
    `select node, exit, count(*)::int as count, count(distinct contact_id)::int as people, count(error)::int as errors
       from flow_steps where account_id = $1 and version_id = $2::uuid and node is not null group by 1, 2 order by 1, 2`,
    [accountId, versionId],
  )
