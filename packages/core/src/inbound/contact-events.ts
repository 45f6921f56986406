import type { ResolvedContacts } from '../contacts/resolve-contacts.ts'
import type { NewEvent } from '../events/record-events.ts'

/** Two contacts turned out to be one person: the older one stays. */
export const toMergedEvent = ({ accountId, from, into }: ResolvedContacts['merged'][number]): NewEvent => ({
  accountId,
  type: 'contact.merged',
  at: new Date().toISOString(),
  data: { contactId: into, mergedContactId: from },
})
