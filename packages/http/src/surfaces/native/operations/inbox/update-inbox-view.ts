import { updateView } from '@dawk/core/engagement/inbox/views/views.ts'
import { operation } from '#operations/operation.ts'
import { ViewPatch, ViewView } from '../../schemas/inbox-schemas.ts'

export const updateInboxView = operation({
  route: 'PATCH /inbox/views/:id',
  of: 'view',
  tag: 'Inbox',
  scope: 'conversations:write',
  refuses: ['not_found'],
  summary: 'Update a view',
  description: 'What is named changes; `filters` as a whole.',
  body: ViewPatch,
  reply: { 200: ViewView },
  handle: ({ ctx, caller, id, body }) => updateView(ctx.core, caller, id, body),
})
