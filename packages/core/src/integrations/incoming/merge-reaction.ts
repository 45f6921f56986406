import { reaction } from '#tenancy/reactions.ts'
import { reassignIncoming } from './incoming-store.ts'

/** What came of somebody whose contact became another one. */
export const incomingMerges = reaction({
  name: 'incoming events of merged contacts',
  types: ['contact.merged'],
  async react(tx, facts) {
    for (const { accountId, data } of facts)
      await reassignIncoming(tx, accountId, { survivorId: data.contactId, absorbedId: data.mergedContactId })
  },
})
