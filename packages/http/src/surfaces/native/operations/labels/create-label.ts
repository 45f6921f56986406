import { createLabel as createLabelInCore } from '@dawk/core/engagement/inbox/labels/labels.ts'
import { operation } from '#operations/operation.ts'
import { LabelView, NewLabel } from '../../schemas/inbox-schemas.ts'

export const createLabel = operation({
  route: 'POST /labels',
  tag: 'Inbox',
  scope: 'conversations:write',
  refuses: ['conflict'],
  summary: 'Create a label',
  description: 'A word that the team puts on conversations: at most 500 for an account.',
  body: NewLabel,
  reply: { 201: LabelView },
  handle: ({ ctx, caller, body: { name, colour = null } }) => createLabelInCore(ctx.core, caller, { name, colour }),
})
