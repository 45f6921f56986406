import type { CoreContext } from '#context.ts'
import { isId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { ConversationStatus } from './conversation.ts'
import { updateStatus } from './conversation-write-store.ts'

export interface ConversationUpdate {
  status?: ConversationStatus
  /** Null: nobody has it any more. */
  assignee?: string | null
}

/**
 * Assigns, closes or opens a conversation, and announces it. A closed one opens again when the person writes. False: the
 * account has no such conversation.
 */
export async function updateConversation(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  id: string,
  { status, assignee }: ConversationUpdate,
): Promise<boolean> {
  assertScope(caller, 'conversations:write')
  if (!isId(id)) return false
  return ctx.transaction(caller, async (tx) => {
    const updated = await updateStatus(tx, caller.accountId, id, { status, assignee })
    if (!updated) return false
    const { before, unread, ...after } = updated
    await tx.audit('conversation.changed', id, { before, after })
    tx.emit('conversation.updated', { conversationId: id, ...after, unread })
    return true
  })
}
