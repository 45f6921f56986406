import { closeChild } from '@dawk/core/operations/privacy/erase/close-child.ts'
import { operation } from '#operations/operation.ts'
import { AccountView, toAccountView } from '../../account-schemas.ts'

export const closeChildAccount = operation({
  route: 'DELETE /accounts/:id',
  of: 'account',
  tag: 'Accounts',
  scope: 'partner:write',
  summary: 'Close an account',
  description:
    'Its keys are refused at once, but to read or undo this. It is erased after 30 days, at `closesAt`, unless it is reopened before. ' +
    'Asked again it is the same closing.',
  reply: { 202: AccountView },
  handle: async ({ ctx, caller, id }) => toAccountView(await closeChild(ctx.core, caller, id)),
})
