import { listLabels as listLabelsInCore } from '@dawk/core/engagement/inbox/labels/labels.ts'
import { list } from '#operations/list.ts'
import { LabelView } from '../../schemas/inbox-schemas.ts'

export const listLabels = list({
  route: 'GET /labels',
  tag: 'Inbox',
  scope: 'conversations:read',
  summary: 'List labels',
  description: 'In the order in which they were made.',
  item: LabelView,
  read: ({ ctx, caller }, page) => listLabelsInCore(ctx.core, caller, page),
  view: (label) => label,
})
