import { updateLabel as updateLabelInCore } from '@dawk/core/engagement/inbox/labels/labels.ts'
import { operation } from '#operations/operation.ts'
import { LabelPatch, LabelView } from '../../schemas/inbox-schemas.ts'

export const updateLabel = operation({
  route: 'PATCH /labels/:id',
  of: 'label',
  tag: 'Inbox',
  scope: 'conversations:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Update a label',
  description: 'What is named changes.',
  body: LabelPatch,
  reply: { 200: LabelView },
  handle: ({ ctx, caller, id, body }) => updateLabelInCore(ctx.core, caller, id, body),
})
