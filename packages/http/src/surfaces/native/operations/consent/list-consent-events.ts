import { listConsentEvents as listConsentEventsInCore } from '@dawk/core/engagement/consent/read-consents.ts'
import { list } from '#operations/list.ts'
import { ConsentEventView, toConsentEventView } from './consent-schemas.ts'

export const listConsentEvents = list({
  route: 'GET /contacts/:id/consent/events',
  of: 'contact',
  tag: 'Consent',
  scope: 'contacts:read',
  refuses: ['not_found'],
  summary: 'List the consent events of a contact',
  description: 'Every act in the ledger, latest first, with its evidence.',
  item: ConsentEventView,
  read: ({ ctx, caller, id }, { after: before, limit }) =>
    listConsentEventsInCore(ctx.core, caller, id, { before, limit }),
  view: toConsentEventView,
})
