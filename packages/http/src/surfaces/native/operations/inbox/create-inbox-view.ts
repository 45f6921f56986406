import { createView } from '@dawk/core/engagement/inbox/views/views.ts'
import { operation } from '#operations/operation.ts'
import { NewView, ViewView } from '../../schemas/inbox-schemas.ts'

export const createInboxView = operation({
  route: 'POST /inbox/views',
  tag: 'Inbox',
  scope: 'conversations:write',
  refuses: ['conflict'],
  summary: 'Create a view',
  description: 'A list of conversations with a name; at most 200 for an account.',
  body: NewView,
  reply: { 201: ViewView },
  handle: ({ ctx, caller, body: { shared = false, ...view } }) => createView(ctx.core, caller, { ...view, shared }),
})
