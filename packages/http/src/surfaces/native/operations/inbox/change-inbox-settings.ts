import { updateInboxSettings as changeInboxSettingsInCore } from '@dawk/core/engagement/inbox/settings/change-inbox-settings.ts'
import { operation } from '#operations/operation.ts'
import { InboxSettingsChange, InboxSettingsView } from '../../schemas/inbox-schemas.ts'
import { toSettingsView } from './inbox-views.ts'

export const changeInboxSettings = operation({
  route: 'PATCH /inbox/settings',
  tag: 'Inbox',
  scope: 'account:write',
  summary: 'Change the settings of the inbox',
  description:
    'What is named changes. As conversations begin to be handed out, those that wait are handed out too: to agents who said that they ' +
    'are there (`PATCH /v1/inbox/agents/{id}`), below their capacity and, where the conversation has a team, of that team.',
  body: InboxSettingsChange,
  reply: { 200: InboxSettingsView },
  handle: async ({ ctx, caller, body }) => toSettingsView(await changeInboxSettingsInCore(ctx.core, caller, body)),
})
