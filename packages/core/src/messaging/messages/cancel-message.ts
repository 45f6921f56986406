import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { findMessageId } from './message-store.ts'
import { deleteScheduled, deleteWaiting, lockOutgoing } from './queued-message-store.ts'
import { applyReports } from './reports/apply-reports.ts'

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
    const row = await lockOutgoing(tx, accountId, messageId)
    if (row === null) throw new GatewayError('not_found', 'Message not found.')
    if (!held && !(await deleteWaiting(tx, accountId, row)))
      throw new GatewayError('conflict', `Only a message that has not left yet can be canceled; this is ${row.state}.`)
    const report = { status: 'canceled', at: new Date().toISOString() } as const
    await applyReports(tx, [{ accountId, messageId: row.id, report }])
    return row.id
  })
}
