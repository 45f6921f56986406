import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { purposes } from './consent-state.ts'

const keyPattern = /^[a-z][a-z0-9_]{0,63}$/

/** Whether a text has the form of a topic's key. */
export const isTopicKey = (text: string): boolean => keyPattern.test(text)

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
const maxTopics = 100

/** The four purposes and the topics in use, as consent names them. */
export async function selectPurposes(db: Queryable, accountId: string): Promise<ReadonlySet<string>> {
  const topics = await db.many<{ key: string }>(
    'select key from consent_topics where account_id = $1 and archived_at is null order by key',
    [accountId],
  )
  return new Set([...purposes, ...topics.map(({ key }) => `marketing.${key}`)])
}

/** By key, archived ones included. */
export const listTopics = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
): Promise<ConsentTopic[]> =>
  ctx.read({ accountId }, (db) =>
    db.many<ConsentTopic>(`select ${columns} from consent_topics where account_id = $1 order by key`, [accountId]),
  )

interface TopicChange {
  name: string
  description?: string | null
  archived?: boolean
}

/**
 * Creates a topic, or changes the one with this key.
 * @throws GatewayError `conflict` when the account has as many topics as it may
 */
export async function putTopic(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  key: string,
  { name, description = null, archived = false }: TopicChange,
): Promise<ConsentTopic> {
  assertScope(caller, 'contacts:write')
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    const topics = await tx.many<ConsentTopic>(`select ${columns} from consent_topics where account_id = $1`, [
      accountId,
    ])
    const before = topics.find((topic) => topic.key === key) ?? null
    if (before === null && topics.length >= maxTopics)
      throw new GatewayError('conflict', `An account has at most ${maxTopics} topics.`)
    const archivedAt = archived ? (before?.archivedAt ?? new Date().toISOString()) : null
    const after = await tx.one<ConsentTopic>(
      `insert into consent_topics (account_id, key, name, description, archived_at) values ($1, $2, $3, $4, $5::timestamptz)
       on conflict (account_id, key) do update set name = excluded.name, description = excluded.description, archived_at = excluded.archived_at
       returning ${columns}`,
      [accountId, key, name, description, archivedAt],
    )
    const change = { before: before && toSnapshot(before), after: toSnapshot(after) }
    await tx.audit(before ? 'consent_topic.changed' : 'consent_topic.created', key, change)
    return after
  })
}

const toSnapshot = ({ name, description, archivedAt }: ConsentTopic) => ({ name, description, archivedAt })
