import { getInboxSettings as getInboxSettingsInCore } from '@dawk/core/engagement/inbox/settings/change-inbox-settings.ts'
import { operation } from '#operations/operation.ts'
import { InboxSettingsView } from '../../schemas/inbox-schemas.ts'
import { toSettingsView } from './inbox-views.ts'

export const getInboxSettings = operation({
  route: 'GET /inbox/settings',
  tag: 'Inbox',
  scope: 'conversations:read',
  summary: 'Get the settings of the inbox',
  description: 'How the team works: who gets conversations, who sees them, and why they are closed.',
  reply: { 200: InboxSettingsView },
  handle: async ({ ctx, caller }) => toSettingsView(await getInboxSettingsInCore(ctx.core, caller)),
})
