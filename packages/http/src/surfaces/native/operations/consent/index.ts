import { getConsentProof } from './get-consent-proof.ts'
import { getContactConsent } from './get-contact-consent.ts'
import { getContactSendability } from './get-contact-sendability.ts'
import { listConsentEvents } from './list-consent-events.ts'
import { listConsentTopics } from './list-consent-topics.ts'
import { putConsentTopic } from './put-consent-topic.ts'
import { recordConsent } from './record-consent.ts'
import { recordConsentsInBulk } from './record-consents-in-bulk.ts'

export const consent = {
  getContactConsent,
  recordConsent,
  listConsentEvents,
  getConsentProof,
  getContactSendability,
  recordConsentsInBulk,
  listConsentTopics,
  putConsentTopic,
}
