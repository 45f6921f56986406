import { listMessagePage } from '@dawk/core/messaging/messages/message-list-store.ts'
import { list } from '#operations/list.ts'
import { assertSeesAll } from '../../inbox-access.ts'
import { MessageFilters, MessageView } from '../../schemas/message-schemas.ts'
import { toFilter, toMessageView } from '../../translate-messages.ts'

export const listMessages = list({
  route: 'GET /messages',
  tag: 'Messages',
  scope: 'messages:read',
  summary: 'List messages',
  description: 'Sent and received ones, newest first. New messages do not move those on later pages.',
  filters: MessageFilters,
  item: MessageView,
  async read({ ctx, caller, caller: { numberIds } }, { after: before, limit }, filters) {
    await assertSeesAll(ctx, caller)
    return listMessagePage(ctx.core, caller, { ...toFilter(filters), numberIds }, { before, limit })
  },
  view: toMessageView,
})
