import type { Queryable } from '#platform/database/database.ts'
import { purposes } from './consent-state.ts'

/** A part of marketing to which people agree by itself: the purpose `marketing.<key>`. */
export interface ConsentTopic {
  key: string
  name: string
  description: string | null
  createdAt: string
  /** No consent is asked for any more, while what people said stays; null: in use. */
  archivedAt: string | null
}

const columns = 'key, name, description, created_at, archived_at'

/** By key, archived ones included. */
export const selectTopics = (db: Queryable, accountId: string): Promise<ConsentTopic[]> =>
  db.many(`select ${columns} from consent_topics where account_id = $1 order by key`, [accountId])

/** The four purposes and the topics in use, as consent names them. */
export async function selectPurposes(db: Queryable, accountId: string): Promise<ReadonlySet<string>> {
  const topics = await db.many<{ key: string }>(
    'select key from consent_topics where account_id = $1 and archived_at is null order by key',
    [accountId],
  )
  return new Set([...purposes, ...topics.map(({ key }) => `marketing.${key}`)])
}

export const upsertTopic = (
  tx: Queryable,
  accountId: string,
  { key, name, description, archivedAt }: Omit<ConsentTopic, 'createdAt'>,
): Promise<ConsentTopic> =>
  tx.one(
    `insert into consent_topics (account_id, key, name, description, archived_at) values ($1, $2, $3, $4, $5::timestamptz)
     on conflict (account_id, key) do update set name = excluded.name, description = excluded.description, archived_at = excluded.archived_at
     returning ${columns}`,
    [accountId, key, name, description, archivedAt],
  )
