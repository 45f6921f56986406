import { conversationContact } from './conversations.ts'
import { change, type Entries, entry } from './entry.ts'

/** What people agreed to. */
export const consentEntries: Entries = {
  'native recordConsent': entry('consent.recorded', conversationContact, (world, id) =>
    world.call('POST', `/v1/contacts/${id}/consent`, { purpose: 'marketing', state: 'opted_out' }),
  ),
  'native recordConsentsInBulk': change('consent.recorded_in_bulk', (world) =>
    world.call('POST', '/v1/consents/bulk', {
      items: [{ phone: `+1415555${1000 + world.next()}`, purpose: 'marketing', state: 'opted_out' }],
    }),
  ),
  'native putConsentTopic': change('consent_topic.created', (world) =>
    world.call('PUT', `/v1/consent-topics/topic_${world.next()}`, { name: 'Offers' }),
  ),
}
