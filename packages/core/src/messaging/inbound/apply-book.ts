import type { BookEntry } from '@dawk/cloud-api/webhook-types.ts'
import { recordEvents } from '#events/record-events.ts'
import type { Queryable } from '#platform/database/database.ts'
import { resolveContacts } from '../identities/resolve-contacts.ts'
import type { NumberRow } from '../numbers/number.ts'

export interface BookItem {
  entry: BookEntry
  number: NumberRow
}

/**
 * Changes in the contact book of the phone app: who is added becomes a contact, named as the book does until their
 * profile says otherwise. Who is removed stays a contact here. Returns lanes to wake after the commit.
 */
export async function applyBook(tx: Queryable, items: readonly BookItem[]): Promise<string[]> {
  const { contactIds } = await resolveContacts(
    tx,
    items.map(({ entry, number }) => ({
      accountId: number.accountId,
      phones: [entry.phone],
      userIds: [],
      group: null,
      username: null,
      name: null,
      bookName: entry.action === 'remove' ? null : entry.name,
    })),
  )
  return recordEvents(
    tx,
    items.map(({ entry: { action, phone, name }, number }, index) => ({
      accountId: number.accountId,
      type: 'contact.book_changed',
      at: new Date().toISOString(),
      data: { contactId: contactIds[index] ?? null, phoneNumberId: number.phoneNumberId, action, phone, name },
    })),
  )
}
