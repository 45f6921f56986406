import type { BookEntry } from '@dawk/cloud-api/webhook-types.ts'
import type { NewEvent } from '#events/event.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { resolveContacts } from '../identities/resolve-contacts.ts'
import type { NumberRow } from '../numbers/number.ts'
import { keepUnannounced } from './announced-notifications.ts'
import { toMergedEvent } from './contact-events.ts'

export interface BookItem {
  entry: BookEntry
  number: NumberRow
}

/**
 * Changes in the address book of the phone app: who is added becomes a contact, named as the book does until their
 * profile says otherwise. Who is removed stays a contact here.
 */
export async function applyAddressBook(tx: WorkerTransaction, items: readonly BookItem[]): Promise<void> {
  if (items.length === 0) return
  const { contactIds, merged } = await resolveContacts(
    tx,
    items.map(({ entry: { action, phone, userId, username, name }, number }) => ({
      accountId: number.accountId,
      phones: phone === null ? [] : [phone],
      userIds: userId === null ? [] : [userId],
      username: username?.toLowerCase() ?? null,
      addressBookName: action === 'remove' ? null : name,
    })),
  )
  const changes = items.map(
    ({ entry: { action, phone, userId, username, name }, number }, index): NewEvent => ({
      accountId: number.accountId,
      type: 'contact.book_changed',
      at: new Date().toISOString(),
      data: {
        contactId: contactIds[index] ?? null,
        phoneNumberId: number.phoneNumberId,
        action,
        phone,
        userId,
        username,
        name,
      },
    }),
  )
  const identities = items.map(({ entry: { contacts: _, ...entry } }) => ['address book', entry])
  const fresh = await keepUnannounced(
    tx,
    changes.map((event, index) => ({ accountId: event.accountId, identity: identities[index], event })),
  )
  tx.emit(...fresh.map(({ event }) => event), ...merged.map(toMergedEvent))
}
