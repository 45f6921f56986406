import { listNumbers as listNumbersInCore } from '@dawk/core/messaging/numbers/number-list.ts'
import { list } from '#operations/list.ts'
import { NumberView, toNumberView } from '#resources/number-views.ts'

export const listNumbers = list({
  route: 'GET /numbers',
  tag: 'Numbers',
  scope: 'numbers:read',
  summary: 'List phone numbers',
  description: 'The numbers of the account, the sandbox one included, oldest first.',
  item: NumberView,
  read: ({ ctx, caller }, page) => listNumbersInCore(ctx.core, caller, { ...page, ids: caller.numberIds }),
  view: toNumberView,
})
