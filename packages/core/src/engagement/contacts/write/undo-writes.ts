import { isDeepStrictEqual } from 'node:util'
import { lockContacts } from '#messaging/identities/contact-store.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { selectAttributes } from '../attributes/attribute-store.ts'
import { type ContactBefore, restore } from './contact-before.ts'
import type { ContactDraft, FieldChange, StoredContact } from './contact-draft.ts'
import { deleteExternalIds, deleteIdleIdentifiers, deleteUntouched, hideAgain, selectUntouched } from './undo-store.ts'
import { storeDrafts } from './write-contacts.ts'
import { lockStoredContacts } from './write-store.ts'

/** One contact that a list has written. */
export interface UndoneWrite {
  id: string
  /** After the write. */
  version: number
  /** Null: the write made the contact. */
  before: ContactBefore | null
}

export interface UndoOutcome {
  deleted: string[]
  restored: string[]
  /** Changed since, or in use: they stay. */
  kept: string[]
}

/**
 * Takes writes back: contacts that they made and nobody has used since go, fields get the values and writers that they had.
 * What was changed since stays. `keep`: contacts that must not go.
 */
export async function undoWrites(
  tx: UnitOfWork,
  writes: readonly UndoneWrite[],
  { source, keep }: { source: string; keep: ReadonlySet<string> },
): Promise<UndoOutcome> {
  const { accountId } = tx.caller
  await lockContacts(tx, [accountId])
  const known = await lockStoredContacts(
    tx,
    accountId,
    writes.map(({ id }) => id),
  )
  const made = writes.filter(({ id, before }) => before === null && !keep.has(id))
  const untouched = await selectUntouched(tx, accountId, made)
  const deleted = made.map(({ id }) => id).filter((id) => untouched.has(id))
  await deleteUntouched(tx, accountId, deleted)
  for (const id of deleted) tx.emit('contact.deleted', { contactId: id })
  const changed = writes.flatMap(({ id, before }) => {
    const contact = known.get(id)
    return before && contact?.deletedAt === null ? [{ contact, before }] : []
  })
  const restored = await restoreAll(tx, changed, source)
  const settled = new Set([...deleted, ...restored])
  return { deleted, restored, kept: writes.map(({ id }) => id).filter((id) => !settled.has(id)) }
}

interface Changed {
  contact: StoredContact
  before: ContactBefore
}

/** Returns the contacts of which something went back. */
async function restoreAll(tx: UnitOfWork, changed: readonly Changed[], source: string): Promise<string[]> {
  if (changed.length === 0) return []
  const { accountId } = tx.caller
  const ofContact = <Item extends object>(pick: (before: ContactBefore) => readonly Item[]) =>
    changed.flatMap(({ contact, before }) => pick(before).map((item) => ({ ...item, contactId: contact.id })))
  const removed = Map.groupBy(
    await deleteIdleIdentifiers(
      tx,
      accountId,
      ofContact(({ identifiers }) => identifiers),
    ),
    ({ contactId }) => contactId,
  )
  await deleteExternalIds(
    tx,
    accountId,
    ofContact(({ externalIds }) => externalIds),
  )
  const drafts = changed.map(({ contact, before }): ContactDraft => {
    const gone = new Set(removed.get(contact.id)?.map(({ value }) => value))
    const now = restore(contact, before, { source, removed: gone })
    return { before: contact, now, changed: changesBetween(contact, now), externalIds: [], identifiers: [] }
  })
  const different = drafts.filter(({ before, now }) => !isDeepStrictEqual(before, now))
  const definitions = await selectAttributes(tx, accountId)
  await storeDrafts(tx, different, { at: new Date().toISOString(), source: `undo:${source}`, definitions })
  await hideAgain(
    tx,
    accountId,
    changed.flatMap(({ contact: { id }, before: { deletedAt } }) => (deletedAt === null ? [] : [{ id, deletedAt }])),
  )
  const ids = new Set([
    ...different.map(({ now }) => now.id),
    ...removed.keys(),
    ...changed.flatMap(({ contact, before }) =>
      before.externalIds.length > 0 || before.deletedAt ? [contact.id] : [],
    ),
  ])
  return [...ids]
}

function changesBetween(was: StoredContact, now: StoredContact): Record<string, FieldChange> {
  const changes: Record<string, FieldChange> = {}
  const note = (field: string, from: unknown, to: unknown) => {
    if (!isDeepStrictEqual(from, to)) changes[field] = { from: from ?? null, to: to ?? null, source: 'undo' }
  }
  for (const field of ['name', 'language', 'timezone'] as const) note(field, was[field], now[field])
  for (const key of new Set([...Object.keys(was.attributes), ...Object.keys(now.attributes)]))
    note(`attributes.${key}`, was.attributes[key], now.attributes[key])
  return changes
}
