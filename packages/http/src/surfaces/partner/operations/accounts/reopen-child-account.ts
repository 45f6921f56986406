import { reopenChild } from '@dawk/core/operations/privacy/erase/close-child.ts'
import { operation } from '#operations/operation.ts'
import { AccountView, toAccountView } from '../../account-schemas.ts'

export const reopenChildAccount = operation({
  route: 'POST /accounts/:id/reopen',
  of: 'account',
  tag: 'Accounts',
  scope: 'partner:write',
  refuses: ['conflict'],
  summary: 'Reopen an account that is being closed',
  description: 'Until its erasure begins at `closesAt`.',
  reply: { 200: AccountView },
  handle: async ({ ctx, caller, id }) => toAccountView(await reopenChild(ctx.core, caller, id)),
})
