import type { CoreContext } from '#context.ts'
import { isId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { ConversationStatus } from './conversation.ts'

export interface ConversationUpdate {
  status?: ConversationStatus
  /** Null: nobody has it any more. */
  assignee?: string | null
}

interface UpdatedRow {
  status: ConversationStatus
  assignee: string | null
  unread: number
  before: { status: ConversationStatus; assignee: string | null }
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
    const updated = await tx.maybe<UpdatedRow>(
      `with former as (select status, assignee from conversations where account_id = $1 and id = $2 for update)
       update conversations c set status = coalesce($3, c.status), assignee = case when $4 then $5 else c.assignee end
         from former where c.account_id = $1 and c.id = $2
       returning c.status, c.assignee, unread, row_to_json(former) as before`,
      [caller.accountId, id, status ?? null, assignee !== undefined, assignee ?? null],
    )
    if (!updated) return false
    const { before, unread, ...after } = updated
    await tx.audit('conversation.changed', id, { before, after })
    tx.emit('conversation.updated', { conversationId: id, ...after, unread })
    return true
  })
}
