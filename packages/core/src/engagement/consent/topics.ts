import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { type ConsentTopic, selectTopics, upsertTopic } from './topic-store.ts'

const keyPattern = /^[a-z][a-z0-9_]{0,63}$/

/** Whether a text has the form of a topic's key. */
export const isTopicKey = (text: string): boolean => keyPattern.test(text)

const maxTopics = 100

/** By key, archived ones included. */
export const listTopics = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
): Promise<ConsentTopic[]> => ctx.read({ accountId }, (db) => selectTopics(db, accountId))

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
    const topics = await selectTopics(tx, accountId)
    const before = topics.find((topic) => topic.key === key) ?? null
    if (before === null && topics.length >= maxTopics)
      throw new GatewayError('conflict', `An account has at most ${maxTopics} topics.`)
    const archivedAt = archived ? (before?.archivedAt ?? new Date().toISOString()) : null
    const after = await upsertTopic(tx, accountId, { key, name, description, archivedAt })
    const change = { before: before && toSnapshot(before), after: toSnapshot(after) }
    await tx.audit(before ? 'consent_topic.changed' : 'consent_topic.created', key, change)
    return after
  })
}

const toSnapshot = ({ name, description, archivedAt }: ConsentTopic) => ({ name, description, archivedAt })
