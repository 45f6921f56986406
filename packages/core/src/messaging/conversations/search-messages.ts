import type { CoreContext } from '#context.ts'
import type { Reader } from '#tenancy/access/caller.ts'
import { type FoundTextRow, selectMessagesWithText, type TextSearch } from './message-search-store.ts'

interface FoundText {
  messageId: string
  conversationId: string
  at: string
}

export interface TextPage {
  found: FoundText[]
  /** The last message that was looked at; null: there are no older ones. */
  before: string | null
}

/**
 * Messages that contain each word of a text, whatever its case and their order, newest first. A page reads the account's latest 5,000 messages before the place given, and says how far it
 * came. It may be empty and still have a next one.
 */
export async function searchMessages(
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  search: TextSearch,
): Promise<TextPage> {
  if (search.text.includes('\0')) return { found: [], before: null } // no stored text holds it
  const rows = await read({ accountId }, (db) => selectMessagesWithText(db, accountId, search))
  return toPage(rows, search.limit)
}

function toPage(rows: readonly FoundTextRow[], limit: number): TextPage {
  const hits = rows.filter((row) => !row.isLast)
  const scannedTo = rows.find((row) => row.isLast)?.id ?? null
  const messages = hits.flatMap(({ id, conversationId, at }) =>
    conversationId === null || at === null ? [] : [{ messageId: id, conversationId, at }],
  )
  return { found: messages, before: hits.length === limit ? (hits.at(-1)?.id ?? null) : scannedTo }
}
