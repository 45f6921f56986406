import { recordConsent as recordConsentInCore } from '@dawk/core/engagement/consent/consents.ts'
import { operation } from '#operations/operation.ts'
import { NewConsent, RecordedConsent, toRecordedView } from './consent-schemas.ts'

export const recordConsent = operation({
  route: 'POST /contacts/:id/consent',
  of: 'contact',
  tag: 'Consent',
  scope: 'contacts:write',
  refuses: ['not_found', 'consent_requires_evidence'],
  summary: 'Record the consent of a contact',
  description:
    'Anybody may restrict. Only an act of the person permits more than before: it needs `evidence` and `occurredAt`, and must be newer than what restricted it.',
  body: NewConsent,
  reply: { 201: RecordedConsent },
  handle: async ({ ctx, caller, id, body }) =>
    toRecordedView(id, body.purpose, await recordConsentInCore(ctx.core, caller, id, body)),
})
