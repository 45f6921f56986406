import { updateContactSettings as changeSettings } from '@dawk/core/engagement/contacts/contact-settings.ts'
import { operation } from '#operations/operation.ts'
import { ContactSettingsChange, ContactSettingsView, toSettingsView } from './contact-settings-schemas.ts'

export const changeContactSettings = operation({
  route: 'PATCH /contact-settings',
  tag: 'Contacts',
  scope: 'contacts:write',
  summary: 'Change the settings of contacts',
  description:
    'The order of sources holds for writes and merges from now on; what contacts have already stays. A source that is not named stands just before the WhatsApp profile.',
  body: ContactSettingsChange,
  reply: { 200: ContactSettingsView },
  handle: async ({ ctx, caller, body }) => toSettingsView(await changeSettings(ctx.core, caller, body)),
})
