import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { problemOfTag, tagName } from '../../contacts/tags/tag.ts'
import { type Label, maxLabels } from './label.ts'
import {
  deleteLabelRow,
  insertLabel,
  lockLabels,
  selectLabel,
  selectLabels,
  selectTaken,
  updateLabelRow,
} from './label-store.ts'

type Writing = Pick<CoreContext, 'transaction'>
type Settings = Pick<Label, 'name' | 'colour'>

/** In the order in which they were made. */
export const listLabels = (
  ctx: Pick<CoreContext, 'read'>,
  caller: Pick<Caller, 'accountId'>,
  page: { after: string | null; limit: number },
): Promise<Label[]> => ctx.read(caller, (db) => selectLabels(db, caller.accountId, page))

/** @throws GatewayError `invalid_request`; `conflict` when the name is taken or the account has as many as it may */
export async function createLabel(ctx: Writing, caller: Caller, { name, colour }: Settings): Promise<Label> {
  assertScope(caller, 'conversations:write')
  assertName(name)
  const label: Label = { id: newId(), name: tagName(name), colour, createdAt: new Date().toISOString() }
  return ctx.transaction(caller, async (tx) => {
    await lockLabels(tx, caller.accountId)
    await assertFree(tx, caller.accountId, label, 1)
    await insertLabel(tx, caller.accountId, label)
    await tx.audit('label.created', label.id, { before: null, after: toSnapshot(label) })
    return label
  })
}

/** @throws GatewayError `not_found`, `invalid_request`; `conflict` when the name is taken */
export async function updateLabel(
  ctx: Writing,
  caller: Caller,
  id: string,
  changes: Partial<Settings>,
): Promise<Label> {
  assertScope(caller, 'conversations:write')
  if (changes.name !== undefined) assertName(changes.name)
  return ctx.transaction(caller, async (tx) => {
    await lockLabels(tx, caller.accountId)
    const before = await getLabel(tx, caller.accountId, id)
    const after = { ...before, ...changes, name: tagName(changes.name ?? before.name) }
    await assertFree(tx, caller.accountId, after, 0)
    await updateLabelRow(tx, caller.accountId, after)
    await tx.audit('label.changed', id, { before: toSnapshot(before), after: toSnapshot(after) })
    return after
  })
}

/** Conversations lose it, too. @throws GatewayError `not_found` */
export async function deleteLabel(ctx: Writing, caller: Caller, id: string): Promise<void> {
  assertScope(caller, 'conversations:write')
  await ctx.transaction(caller, async (tx) => {
    await lockLabels(tx, caller.accountId)
    const before = await getLabel(tx, caller.accountId, id)
    await deleteLabelRow(tx, caller.accountId, id)
    await tx.audit('label.deleted', id, { before: toSnapshot(before), after: null })
  })
}

async function getLabel(tx: Queryable, accountId: string, id: string): Promise<Label> {
  const label = await selectLabel(tx, accountId, id)
  if (label === null) throw new GatewayError('not_found', 'There is no such label in this account.')
  return label
}

async function assertFree(tx: Queryable, accountId: string, { id, name }: Label, more: number): Promise<void> {
  const taken = await selectTaken(tx, accountId, name)
  if (taken.id !== null && taken.id !== id) throw new GatewayError('conflict', `There is a label ${name} already.`)
  if (taken.count + more > maxLabels) throw new GatewayError('conflict', `An account has at most ${maxLabels} labels.`)
}

function assertName(name: string): void {
  const message = problemOfTag(name)
  if (message !== null)
    throw new GatewayError('invalid_request', 'Validation failed.', { details: [{ field: 'name', message }] })
}

const toSnapshot = ({ name, colour }: Label) => ({ name, colour })
