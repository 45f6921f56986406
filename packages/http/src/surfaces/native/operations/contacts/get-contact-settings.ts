import { getContactSettings as getSettings } from '@dawk/core/engagement/contacts/contact-settings.ts'
import { operation } from '#operations/operation.ts'
import { ContactSettingsView, toSettingsView } from './contact-settings-schemas.ts'

export const getContactSettings = operation({
  route: 'GET /contact-settings',
  tag: 'Contacts',
  scope: 'contacts:read',
  summary: 'Get the settings of contacts',
  description: 'Which source is believed before which, where two say different things of a contact.',
  reply: { 200: ContactSettingsView },
  handle: async ({ ctx, caller }) => toSettingsView(await getSettings(ctx.core, caller)),
})
