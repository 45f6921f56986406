import { listNumbers } from '@dawk/core/messaging/numbers/number-list.ts'
import { getChild } from '@dawk/core/tenancy/partners/change-child.ts'
import { list } from '#operations/list.ts'
import { NumberView, toNumberView } from '#resources/number-views.ts'

export const listChildNumbers = list({
  route: 'GET /accounts/:id/numbers',
  of: 'account',
  tag: 'Onboarding',
  scope: 'partner:read',
  summary: 'List the numbers of an account',
  description: 'With their business accounts and their health, the number of the sandbox included, oldest first.',
  item: NumberView,
  async read({ ctx, caller, id }, page) {
    await getChild(ctx.core, caller, id)
    return listNumbers(ctx.core, { accountId: id }, { ...page, ids: null })
  },
  view: toNumberView,
})
