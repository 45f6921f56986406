import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { insertHistory } from '../history/history-store.ts'
import { queueUpdates } from '../history/update-queue-store.ts'
import { type ContactDraft, tagChangesOf } from './contact-draft.ts'

/** Changes of a contact within this time are one event. */
const coalesceMs = 2000

/**
 * New contacts and tags are announced with the transaction. Changes of fields wait for two seconds, so that several calls for one
 * contact are one event.
 */
export async function announceWrites(
  tx: UnitOfWork,
  drafts: readonly ContactDraft[],
  { at, source }: { at: string; source: string },
): Promise<void> {
  for (const { before, now } of drafts)
    if (before === null || before.deletedAt !== null)
      tx.emit(
        'contact.created',
        { contactId: now.id, phone: now.phone, userId: now.userId, name: now.name, source },
        at,
      )
  const tagged = tagChangesOf(drafts)
  for (const { contactId, added, removed } of tagged) {
    if (added.length > 0) tx.emit('contact.tagged', { contactId, tags: namesOf(added), source }, at)
    if (removed.length > 0) tx.emit('contact.untagged', { contactId, tags: namesOf(removed), source }, at)
  }
  const dueAt = new Date(Date.parse(at) + coalesceMs).toISOString()
  await queueUpdates(
    tx,
    tx.caller.accountId,
    drafts.flatMap((draft) => toUpdate(draft, dueAt)),
  )
  const isNew = new Set(drafts.filter(({ before }) => before === null).map(({ now }) => now.id))
  await insertHistory(
    tx,
    tx.caller.accountId,
    tagged
      .filter(({ contactId }) => !isNew.has(contactId))
      .map(({ contactId, added, removed }) => ({
        contactId,
        kind: 'tags',
        at,
        data: { added: namesOf(added), removed: namesOf(removed), source },
      })),
  )
}

const namesOf = (tags: readonly { name: string }[]) => tags.map(({ name }) => name)

function toUpdate({ before, now, changed }: ContactDraft, dueAt: string) {
  const { tags: _tags, ...fields } = changed
  const isUpdate = before !== null && before.deletedAt === null && Object.keys(fields).length > 0
  return isUpdate ? [{ contactId: now.id, changed: fields, version: now.version, dueAt }] : []
}
