import type { CoreContext } from '#context.ts'
import type { NewEvent } from '#events/event.ts'
import { recordEvents } from '#events/record-events.ts'
import type { Queryable } from '#platform/database/database.ts'
import { isId } from '#platform/ids.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { recordAudit } from '#tenancy/audit/record-audit.ts'
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
  before: { status: ConversationStatus; assignee: string | null }
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
  by: Actor,
): Promise<boolean> {
  if (!isId(id)) return false
  const lanes = await db.asAccounts([accountId], async (tx) => {
    const { rows } = await tx.query<ChangedRow>(
      `with former as (select status, assignee from conversations where account_id = $1 and id = $2 for update)
       update conversations c set status = coalesce($3, c.status), assignee = case when $4 then $5 else c.assignee end
         from former where c.account_id = $1 and c.id = $2
       returning c.id::text, c.status, c.assignee, unread, row_to_json(former) as before`,
      [accountId, id, status ?? null, assignee !== undefined, assignee ?? null],
    )
    const [changed] = rows
    if (!changed) return null
    await tellOf(tx, accountId, changed, by)
    return recordEvents(tx, [toEvent(accountId, changed)])
  })
  if (lanes) wakeLanes(lanes)
  return lanes !== null
}

async function tellOf(tx: Queryable, accountId: string, changed: ChangedRow, by: Actor): Promise<void> {
  const { id, status, assignee, before } = changed
  if (status === before.status && assignee === before.assignee) return
  const targetId = id
  const after = { status, assignee }
  await recordAudit(tx, { accountId, by, action: 'conversation.changed', targetId, before, after })
}

const toEvent = (accountId: string, { id, status, assignee, unread }: ChangedRow): NewEvent => ({
  accountId,
  type: 'conversation.updated',
  at: new Date().toISOString(),
  data: { conversationId: id, status, assignee, unread },
})
