import { keepAccount } from '@dawk/core/operations/privacy/erase/request-erasure.ts'
import { operation } from '#operations/operation.ts'
import { AccountErasureView, toAccountErasure } from './account-erasure-view.ts'

export const undoAccountErasure = operation({
  route: 'DELETE /account/erasure',
  tag: 'Account',
  scope: 'account:write',
  inactiveToo: true,
  refuses: ['conflict'],
  summary: 'Keep the account',
  description: 'Undoes its erasure, within the days of grace: everything is as before.',
  reply: { 200: AccountErasureView },
  handle: async ({ ctx, caller }) => toAccountErasure(await keepAccount(ctx.core, caller)),
})
