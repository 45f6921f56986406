import type { NewEvent } from '#events/event.ts'
import type { ResolvedContacts } from '../identities/resolve-contacts.ts'

/** Two contacts turned out to be one person: the older one stays. */
export const toMergedEvent = ({ accountId, from, into }: ResolvedContacts['merged'][number]): NewEvent => ({
  accountId,
  type: 'contact.merged',
  at: new Date().toISOString(),
  data: { contactId: into, mergedContactId: from },
})
