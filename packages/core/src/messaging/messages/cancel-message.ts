import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { MessageState } from './message.ts'
import { findMessageId } from './message-store.ts'
import { applyReports } from './reports/apply-reports.ts'

interface LockedRow {
  id: string
  state: MessageState
}

/**
 * Takes a message back that has not left yet, scheduled or waiting in its lane. Of a cancel and a lane that is about to
 * send it one wins: the item is either deleted here or marked as leaving there. By our id or by wamid; answers with our id.
 * @throws GatewayError `not_found`; `conflict` when it has left, may have, or is final
 */
export async function cancelMessage(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  id: string,
): Promise<string> {
  assertScope(caller, 'messages:write')
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    const messageId = await findMessageId(tx, accountId, id)
    // first what the scheduler locks first, then the message, then what lanes lock last
    const held = await deleteScheduled(tx, accountId, messageId)
    const row = await lockMessage(tx, accountId, messageId)
    if (!held && !(await deleteWaiting(tx, accountId, row)))
      throw new GatewayError('conflict', `Only a message that has not left yet can be canceled; this is ${row.state}.`)
    const report = { status: 'canceled', at: new Date().toISOString() } as const
    await applyReports(tx, [{ accountId, messageId: row.id, report }])
    return row.id
  })
}

async function deleteScheduled(tx: Queryable, accountId: string, messageId: string | null): Promise<boolean> {
  const { rows } = await tx.query(
    'delete from scheduled_messages where account_id = $1 and message_id = $2::uuid returning message_id',
    [accountId, messageId],
  )
  return rows.length > 0
}

async function lockMessage(tx: Queryable, accountId: string, messageId: string | null): Promise<LockedRow> {
  const { rows } = await tx.query<LockedRow>(
    `select id::text, state from messages where id = $1::uuid and account_id = $2 and direction = 'out' for update`,
    [messageId, accountId],
  )
  if (!rows[0]) throw new GatewayError('not_found', 'Message not found.')
  return rows[0]
}

async function deleteWaiting(tx: Queryable, accountId: string, row: LockedRow): Promise<boolean> {
  const { id, state } = row
  if (state !== 'queued' && state !== 'retrying') return false
  const { rows } = await tx.query(
    `delete from lane_items where account_id = $1 and ref = $2::uuid and event_id is null and started_at is null
     returning id`,
    [accountId, id],
  )
  return rows.length > 0
}
