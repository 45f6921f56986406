import { assertMayBeDefault } from '@dawk/core/messaging/numbers/default-number.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import { changeAccount } from '@dawk/core/tenancy/accounts/update-account.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { Id, nullable, strict } from '#resources/schemas.ts'
import { AccountView, toAccountView } from './account-view.ts'

const AccountChange = Type.Object(
  {
    name: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description: 'must not be blank' }),
    ),
    defaultNumberId: Type.Optional(
      nullable({ ...Id, description: 'The verified number from which is sent when a request names none.' }),
    ),
    requiresTwoFactor: Type.Optional(
      Type.Boolean({ description: 'Members without a second factor may then only set one up.' }),
    ),
  },
  { ...strict, minProperties: 1, examples: [{ name: 'Dawk Ltd' }] },
)

export const updateAccount = operation({
  route: 'PATCH /account',
  tag: 'Account',
  scope: 'account:write',
  refuses: ['conflict'],
  summary: 'Change the account',
  description:
    'Its name, its default number, and whether its members need a second factor. Who demands a second factor needs one.',
  body: AccountChange,
  reply: { 200: AccountView },
  async handle({ ctx, caller, principal, body }) {
    const { name, defaultNumberId, ...rest } = body
    if (rest.requiresTwoFactor) assertHasSecondFactor(principal)
    if (defaultNumberId) await assertMayBeDefault(ctx.core, caller.accountId, defaultNumberId)
    const settings = {
      ...rest,
      ...(name !== undefined && { name: name.trim() }),
      ...(defaultNumberId !== undefined && { defaultNumberId }),
    }
    return toAccountView(await changeAccount(ctx.core, caller, settings), ctx.planQuotas)
  },
})

/** Nobody locks themselves out. @throws GatewayError `conflict` */
function assertHasSecondFactor({ member }: Principal): void {
  if (member === null || member.twoFactor) return
  throw new GatewayError('conflict', 'Set up your own second factor first: POST /v1/two-factor.')
}
