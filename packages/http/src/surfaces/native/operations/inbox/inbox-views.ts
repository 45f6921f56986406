import type { InboxSettings } from '@dawk/core/engagement/inbox/settings/inbox-settings.ts'
import type { ViewFilters } from '@dawk/core/engagement/inbox/views/view.ts'
import type { ConversationFilter } from '@dawk/core/messaging/conversations/conversation-store.ts'
import type { Caller } from '@dawk/core/tenancy/access/caller.ts'
import { allowedNumbers } from '../conversations/conversation-views.ts'

export const toSettingsView = ({ closeReasons, maskPhonesFor, businessHours, ...settings }: InboxSettings) => ({
  ...settings,
  closeReasons: closeReasons.map((reason) => ({ ...reason })),
  maskPhonesFor: [...maskPhonesFor],
  businessHours: businessHours && { ...businessHours, spans: businessHours.spans.map((span) => ({ ...span })) },
})

/** What a view shows to the caller. A key is nobody: `me` shows it nothing. */
export function toConversationFilter(
  caller: Caller,
  { assignee, numberId, ...filters }: ViewFilters,
): Omit<ConversationFilter, 'limit'> {
  const me = caller.actor.kind === 'member' ? (caller.actor.id ?? '') : ''
  return {
    ...filters,
    ...(assignee !== undefined && {
      assignee: assignee === 'nobody' ? null : assignee === 'me' ? me : assignee,
    }),
    numberIds: allowedNumbers(caller, numberId),
  }
}
