import { announcePresence as announcePresenceInCore } from '@dawk/core/engagement/inbox/replies/presence.ts'
import Type from 'typebox'
import { memberOf } from '#auth/sessions/own-session.ts'
import { operation } from '#operations/operation.ts'
import { PresenceBody } from '../../schemas/inbox-schemas.ts'
import { readOwn } from './conversation-views.ts'

export const announcePresence = operation({
  route: 'POST /conversations/:id/presence',
  of: 'conversation',
  tag: 'Conversations',
  scope: 'conversations:read',
  membersOnly: true,
  refuses: ['not_found'],
  summary: 'Show that you look at a conversation, or write in it',
  description:
    'The open streams of the account get an event `presence` at once, which is kept nowhere: say it again each 20 seconds, ' +
    'and take whoever has not for 30 as gone.',
  body: PresenceBody,
  reply: { 204: Type.Null() },
  async handle({ ctx, caller, accountId, id, body: { state }, request }) {
    const { id: memberId, name } = memberOf(request)
    await readOwn(ctx, caller, id)
    await announcePresenceInCore(ctx.core, { accountId, conversationId: id, memberId, name, state })
  },
})
