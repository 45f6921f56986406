import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { ConversationSteps } from '../macros/conversation-steps.ts'
import { resolveSteps } from '../macros/macros.ts'
import { type BulkChange, type BulkFilter, maxRunningBulkChanges, type StoredBulkChange } from './bulk-change.ts'
import { countRunning, finishBulkChange, insertBulkChange, selectBulkChange } from './bulk-change-store.ts'
import { changeInBulk } from './bulk-jobs.ts'

type Writing = Pick<CoreContext, 'transaction'>

/** Null: the account has no such bulk change. */
export const findBulkChange = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
  id: string,
): Promise<BulkChange | null> => ctx.read({ accountId }, (db) => selectBulkChange(db, accountId, id))

/**
 * Starts to change every conversation that the filter finds, in the background. The filter has been limited to what the caller may see.
 * @throws GatewayError `not_found` for a macro; `invalid_request`; `conflict` when too many are under way
 */
export async function startBulkChange(
  ctx: Writing,
  caller: Caller,
  filter: BulkFilter,
  given: { macroId: string } | { steps: ConversationSteps },
): Promise<BulkChange> {
  assertScope(caller, 'conversations:write')
  return ctx.transaction(caller, async (tx) => {
    const steps = await resolveSteps(tx, given)
    if ((await countRunning(tx, caller.accountId)) >= maxRunningBulkChanges)
      throw new GatewayError('conflict', `At most ${maxRunningBulkChanges} bulk changes run at once.`)
    const change: StoredBulkChange = {
      ...{ id: newId(), state: 'running', changed: 0, failed: 0, lastError: null },
      ...{ createdAt: new Date().toISOString(), finishedAt: null, filter, steps, actor: caller.actor },
    }
    await insertBulkChange(tx, caller.accountId, change)
    tx.schedule(changeInBulk, { key: change.id, payload: {} })
    await tx.audit('bulk_change.started', change.id, { before: null, after: { steps } })
    const { filter: _, steps: __, actor: ___, ...shown } = change
    return shown
  })
}

/** What has been changed stays so. @throws GatewayError `not_found`; `conflict` when it is over */
export async function cancelBulkChange(ctx: Writing, caller: Caller, id: string): Promise<BulkChange> {
  assertScope(caller, 'conversations:write')
  return ctx.transaction(caller, async (tx) => {
    const before = await selectBulkChange(tx, caller.accountId, id)
    if (before === null) throw new GatewayError('not_found', 'There is no such bulk change in this account.')
    const at = new Date().toISOString()
    if (!(await finishBulkChange(tx, caller.accountId, { id, state: 'canceled', at })))
      throw new GatewayError('conflict', `The bulk change is ${before.state}.`)
    await tx.audit('bulk_change.canceled', id, { before: null, after: { changed: before.changed } })
    return { ...before, state: 'canceled', finishedAt: at }
  })
}
