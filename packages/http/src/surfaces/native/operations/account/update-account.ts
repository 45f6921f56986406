import { renameAccount } from '@dawk/core/tenancy/accounts/update-account.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { strict } from '../../schemas/schemas.ts'
import { AccountView, toAccountView } from './account-view.ts'

const AccountChange = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description: 'must not be blank' }) },
  { ...strict, examples: [{ name: 'Dawk Ltd' }] },
)

export const updateAccount = operation({
  route: 'PATCH /account',
  tag: 'Account',
  scope: 'account:write',
  summary: 'Change the account',
  description: 'Its name.',
  body: AccountChange,
  reply: { 200: AccountView },
  handle: async ({ ctx, caller, body }) =>
    toAccountView(await renameAccount(ctx.core, caller, body.name.trim()), ctx.planQuotas),
})
