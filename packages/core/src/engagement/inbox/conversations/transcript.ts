import type { CoreContext } from '#context.ts'
import { listConversationMessages } from '#messaging/conversations/conversation-messages.ts'
import type { Message } from '#messaging/messages/message.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { listNotes } from '../notes/notes.ts'
import { listAuthors } from '../replies/reply.ts'

/** One line of what was said and noted. */
export interface TranscriptLine {
  /** ISO 8601. */
  at: string
  kind: 'received' | 'sent' | 'note'
  /** Who of the business; null: the person, or it is not known. */
  author: string | null
  /** Words or caption; empty: the type says it. */
  text: string
  type: string
}

/** The latest are shown; an export of the person has all. */
export const longestTranscript = 5000
const pageSize = 100
const mostNotes = 1000

/** What was said in a conversation, the oldest first, with the notes of the team where they are wanted. */
export async function readTranscript(
  ctx: Pick<CoreContext, 'read'>,
  caller: Caller,
  conversationId: string,
  { notes }: { notes: boolean },
): Promise<TranscriptLine[]> {
  assertScope(caller, 'conversations:read')
  const lines: TranscriptLine[] = []
  for (let cursor: string | null = null; lines.length < longestTranscript; ) {
    const page = await listConversationMessages(ctx, caller, conversationId, { cursor, limit: pageSize })
    if (page === null) return []
    const sent = page.messages.filter(({ direction }) => direction === 'out').map(({ id }) => id)
    const authors = new Map((await listAuthors(ctx, caller, sent)).map(({ messageId, name }) => [messageId, name]))
    lines.push(...page.messages.map((message) => toLine(message, authors.get(message.id) ?? null)))
    cursor = page.nextCursor
    if (cursor === null) break
  }
  const noted = notes ? await listNotes(ctx, caller, conversationId, { after: null, limit: mostNotes }) : []
  const all = [...lines, ...noted.map(({ createdAt, author, body }) => toNote(createdAt, author.name, body))]
  return all.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

const toNote = (at: string, author: string | null, text: string): TranscriptLine => ({
  ...{ at, kind: 'note', author, text },
  type: 'note',
})

function toLine({ createdAt, direction, type, content }: Message, author: string | null): TranscriptLine {
  const own = content[type] as { body?: unknown; caption?: unknown } | undefined
  const words = [own?.body, own?.caption].find((one) => typeof one === 'string')
  return {
    ...{ at: createdAt, kind: direction === 'in' ? 'received' : 'sent', author, type },
    text: typeof words === 'string' ? words : '',
  }
}
