import { findChild } from '@dawk/core/tenancy/partners/change-child.ts'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { AccountView, toAccountView } from '../../account-schemas.ts'

export const getChildAccount = operation({
  route: 'GET /accounts/:id',
  of: 'account',
  tag: 'Accounts',
  scope: 'partner:read',
  summary: 'Get an account',
  description: 'By our id of it.',
  reply: { 200: AccountView },
  handle: async ({ ctx, caller, id }) => toAccountView(orNotFound(await findChild(ctx.core, caller, id), 'account')),
})
