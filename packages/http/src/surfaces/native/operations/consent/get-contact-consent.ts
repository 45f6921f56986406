import { getConsents } from '@dawk/core/engagement/consent/read-consents.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { Id } from '#resources/schemas.ts'
import { ConsentView, toConsentView } from './consent-schemas.ts'

export const getContactConsent = operation({
  route: 'GET /contacts/:id/consent',
  of: 'contact',
  tag: 'Consent',
  scope: 'contacts:read',
  refuses: ['not_found'],
  summary: 'Get the consent of a contact',
  description: 'For each purpose, and for each topic of which something is recorded.',
  reply: { 200: Type.Object({ contactId: Id, consents: Type.Array(ConsentView) }) },
  async handle({ ctx, caller, id }) {
    const consents = await getConsents(ctx.core, caller, id)
    return { contactId: id, consents: consents.map(toConsentView) }
  },
})
