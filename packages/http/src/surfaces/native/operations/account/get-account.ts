import { operation } from '#operations/operation.ts'
import { AccountView, toAccountView } from './account-view.ts'

export const getAccount = operation({
  route: 'GET /account',
  tag: 'Account',
  scope: 'account:read',
  summary: 'Get the account',
  description: 'The account that the key belongs to, and its limits.',
  reply: { 200: AccountView },
  handle: async ({ ctx, principal }) => toAccountView(principal.account, ctx.planQuotas),
})
