import type { CoreContext } from '../context.ts'
import { recordEvents } from '../events/record-events.ts'
import { isId } from '../ids.ts'
import type { ConversationStatus } from './conversation.ts'

export interface ConversationChange {
  status?: ConversationStatus
  /** Null: nobody has it any more. */
  assignee?: string | null
}

interface ChangedRow {
  id: string
  status: ConversationStatus
  assignee: string | null
  unread: number
}

/**
 * Assigns, closes or opens a conversation, and announces it. A closed one opens again when the person writes. False: the
 * account has no such conversation.
 */
export async function changeConversation(
  { db, wakeLanes }: Pick<CoreContext, 'db' | 'wakeLanes'>,
  accountId: string,
  id: string,
  { status, assignee }: ConversationChange,
): Promise<boolean> {
  if (!isId(id)) return false
  const lanes = await db.asAccounts([accountId], async (tx) => {
    const { rows } = await tx.query<ChangedRow>(
      `update conversations set status = coalesce($3, status), assignee = case when $4 then $5 else assignee end
        where account_id = $1 and id = $2 returning id::text, status, assignee, unread`,
      [accountId, id, status ?? null, assignee !== undefined, assignee ?? null],
    )
    return rows[0] ? recordEvents(tx, [toEvent(accountId, rows[0])]) : null
  })
  if (lanes) wakeLanes(lanes)
  return lanes !== null
}

const toEvent = (accountId: string, { id, status, assignee, unread }: ChangedRow) => ({
  accountId,
  type: 'conversation.updated',
  at: new Date().toISOString(),
  data: { conversationId: id, status, assignee, unread },
})
