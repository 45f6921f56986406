import type { CoreContext } from '#context.ts'
import { isId } from '#platform/ids.ts'
import type { Reader } from '#tenancy/access/caller.ts'
import type { Message } from '../messages/message.ts'
import { listMessagesBetween } from '../messages/message-store.ts'
import { selectPeers } from './conversation-write-store.ts'
import { readIdCursor, writeIdCursor } from './cursor.ts'

export interface MessagePage {
  messages: Message[]
  /** Null: this was the last page. */
  nextCursor: string | null
}

/**
 * The messages of a conversation in both directions, newest first, those that still wait to leave included. Their order
 * is that of their ids, which never change: messages that come in meanwhile are before the first page, and nothing is
 * shown twice or left out. Null: the account has no such conversation.
 * @throws GatewayError `invalid_request` for a cursor that no page has given
 */
export async function listConversationMessages(
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  conversationId: string,
  { cursor, limit }: { cursor?: string | null; limit: number },
): Promise<MessagePage | null> {
  const before = cursor ? readIdCursor(cursor) : null
  if (!isId(conversationId)) return null
  return read({ accountId }, async (db) => {
    const between = await selectPeers(db, accountId, conversationId)
    if (!between) return null
    const page = await listMessagesBetween(db, { accountId, ...between }, { before, limit: limit + 1 })
    const messages = page.slice(0, limit)
    const last = messages.at(-1)
    return { messages, nextCursor: page.length > limit && last ? writeIdCursor(last.id) : null }
  })
}
