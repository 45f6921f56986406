import type { CoreContext } from '#context.ts'
import { indexAttributes, mergeContacts, writeMergedFields } from '#messaging/identities/contact-merge-store.ts'
import { lockContacts, replaceWords } from '#messaging/identities/contact-store.ts'
import { mergeFields } from '#messaging/identities/merge-fields.ts'
import { defaultPriority, rankBy } from '#messaging/identities/source-priority.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { insertHistory } from '../history/history-store.ts'
import type { ContactDetails } from '../read/contact.ts'
import { getContact } from '../read/read-contacts.ts'
import { type ContactMerge, lockMerge, markUndone, restoreAbsorbed, selectMergedFields } from './merge-store.ts'
import { unmergeFields } from './unmerge-fields.ts'

type Context = Pick<CoreContext, 'transaction'>

const undoDays = 30

/**
 * Makes one contact of two. The one that was known first stays.
 * @throws GatewayError `not_found` when one of them is not there; `invalid_request` when both are the same
 */
export async function mergeTwoContacts(
  ctx: Context,
  caller: Caller,
  ids: readonly [string, string],
): Promise<{ mergeId: string; contact: ContactDetails }> {
  assertScope(caller, 'contacts:write')
  return ctx.transaction(caller, async (tx) => {
    await lockContacts(tx, [caller.accountId])
    const [into = '', from = ''] = (await Promise.all(ids.map((id) => getContact(tx, caller, id))))
      .map(({ id }) => id)
      .toSorted()
    if (from === into)
      throw new GatewayError('invalid_request', 'Validation failed.', {
        details: [{ field: 'contactId', message: 'must be another contact' }],
      })
    const mergeId = await mergeContacts(tx, { accountId: caller.accountId, from, into })
    tx.emit('contact.merged', { contactId: into, mergedContactId: from })
    await remember(tx, 'merged', { id: mergeId, survivorId: into, absorbedId: from })
    await tx.audit('contact.merged', into, { before: null, after: { mergeId, mergedContactId: from } })
    return { mergeId, contact: await getContact(tx, caller, into) }
  })
}

/**
 * Undoes a merge of the last 30 days: both contacts are as they were, but for what was changed since.
 * @throws GatewayError `not_found`; `conflict` when it was undone already, is too old, or the contact was merged again since
 */
export async function undoMerge(
  ctx: Context,
  caller: Caller,
  mergeId: string,
): Promise<{ contact: ContactDetails; restored: ContactDetails }> {
  assertScope(caller, 'contacts:write')
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    await lockContacts(tx, [accountId])
    const merge = await requireUndoable(tx, mergeId)
    const fields = await selectMergedFields(tx, accountId, merge)
    if (fields === null)
      throw new GatewayError('conflict', 'The contact is not there any more: it was merged again or erased.')
    const { now, survivor, absorbed, priority } = fields
    const after = unmergeFields({
      now,
      merged: mergeFields(survivor, absorbed, rankBy(priority ?? defaultPriority)),
      before: survivor,
    })
    await restoreAbsorbed(tx, accountId, merge)
    await writeMergedFields(tx, accountId, merge.survivorId, after)
    await indexAttributes(tx, accountId, [merge.survivorId, merge.absorbedId])
    await replaceWords(tx, accountId, { id: merge.absorbedId, name: absorbed.name })
    await markUndone(tx, accountId, mergeId)
    tx.emit('contact.unmerged', { contactId: merge.survivorId, restoredContactId: merge.absorbedId })
    await remember(tx, 'unmerged', merge)
    await tx.audit('contact.unmerged', merge.survivorId, {
      before: null,
      after: { mergeId, mergedContactId: merge.absorbedId },
    })
    const [contact, restored] = await Promise.all(
      [merge.survivorId, merge.absorbedId].map((id) => getContact(tx, caller, id)),
    )
    if (!contact || !restored) throw new Error('An undone merge leaves two contacts')
    return { contact, restored }
  })
}

async function requireUndoable(tx: UnitOfWork, id: string): Promise<ContactMerge> {
  const merge = isId(id) ? await lockMerge(tx, tx.caller.accountId, id) : null
  if (merge === null) throw new GatewayError('not_found', 'There is no such merge in this account.')
  if (merge.undoneAt !== null) throw new GatewayError('conflict', 'The merge was undone already.')
  if (Date.parse(merge.mergedAt) < Date.now() - undoDays * 24 * 3600_000)
    throw new GatewayError('conflict', `A merge can be undone for ${undoDays} days.`)
  return merge
}

const remember = (
  tx: UnitOfWork,
  kind: string,
  { id, survivorId, absorbedId }: Pick<ContactMerge, 'id' | 'survivorId' | 'absorbedId'>,
) =>
  insertHistory(tx, tx.caller.accountId, [
    { contactId: survivorId, kind, at: new Date().toISOString(), data: { mergeId: id, contactId: absorbedId } },
  ])
