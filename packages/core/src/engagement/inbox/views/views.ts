import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { type InboxView, maxViews } from './view.ts'
import {
  countViews,
  deleteViewRow,
  insertView,
  lockViews,
  selectView,
  selectViews,
  updateViewRow,
} from './view-store.ts'

type Writing = Pick<CoreContext, 'transaction'>

/** Whose own views these are; null: a key has none. */
const ownerOf = ({ actor }: Pick<Caller, 'actor'>): string | null => (actor.kind === 'member' ? actor.id : null)

/** Everybody's and the caller's own, in the order in which they were made. */
export const listViews = (
  ctx: Pick<CoreContext, 'read'>,
  caller: Caller,
  page: { after: string | null; limit: number },
): Promise<InboxView[]> => ctx.read(caller, (db) => selectViews(db, caller.accountId, ownerOf(caller), page))

/** @throws GatewayError `conflict` when the account has as many as it may */
export async function createView(
  ctx: Writing,
  caller: Caller,
  { name, filters, shared }: Pick<InboxView, 'name' | 'filters'> & { shared: boolean },
): Promise<InboxView> {
  assertScope(caller, 'conversations:write')
  const ownerId = shared ? null : ownerOf(caller)
  const view: InboxView = { id: newId(), name, ownerId, filters, createdAt: new Date().toISOString() }
  return ctx.transaction(caller, async (tx) => {
    await lockViews(tx, caller.accountId)
    if ((await countViews(tx, caller.accountId)) >= maxViews)
      throw new GatewayError('conflict', `An account has at most ${maxViews} views.`)
    await insertView(tx, caller.accountId, view)
    await tx.audit('inbox_view.created', view.id, { before: null, after: toSnapshot(view) })
    return view
  })
}

/** @throws GatewayError `not_found` */
export async function updateView(
  ctx: Writing,
  caller: Caller,
  id: string,
  changes: Partial<Pick<InboxView, 'name' | 'filters'>>,
): Promise<InboxView> {
  assertScope(caller, 'conversations:write')
  return ctx.transaction(caller, async (tx) => {
    const before = await getView(tx, id)
    const after = { ...before, ...changes }
    await updateViewRow(tx, caller.accountId, after)
    await tx.audit('inbox_view.changed', id, { before: toSnapshot(before), after: toSnapshot(after) })
    return after
  })
}

/** @throws GatewayError `not_found` */
export async function deleteView(ctx: Writing, caller: Caller, id: string): Promise<void> {
  assertScope(caller, 'conversations:write')
  await ctx.transaction(caller, async (tx) => {
    const before = await getView(tx, id)
    await deleteViewRow(tx, caller.accountId, id)
    await tx.audit('inbox_view.deleted', id, { before: toSnapshot(before), after: null })
  })
}

async function getView(tx: UnitOfWork, id: string): Promise<InboxView> {
  const view = await selectView(tx, tx.caller.accountId, ownerOf(tx.caller), id)
  if (view === null) throw new GatewayError('not_found', 'There is no such view in this account.')
  return view
}

const toSnapshot = ({ name, ownerId, filters }: InboxView) => ({ name, ownerId, filters })
