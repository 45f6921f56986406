import { suspendChild } from '@dawk/core/tenancy/partners/change-child.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { nullable, strict } from '#resources/schemas.ts'
import { AccountView, Mode, toAccountView } from '../../account-schemas.ts'

const Suspension = Type.Object(
  {
    mode: Mode,
    reason: Type.String({ minLength: 1, maxLength: 500, description: 'For you and the audit log.' }),
    messageToCustomer: Type.Optional(
      nullable(Type.String({ minLength: 1, maxLength: 500, description: 'For the people of the account.' })),
    ),
  },
  {
    ...strict,
    examples: [{ mode: 'sending', reason: 'Invoice 4711 is overdue', messageToCustomer: 'Please pay invoice 4711.' }],
  },
)

export const suspendChildAccount = operation({
  route: 'POST /accounts/:id/suspend',
  of: 'account',
  tag: 'Suspension',
  scope: 'partner:write',
  summary: 'Suspend an account',
  description:
    'From now on, in every process. What waits to leave is held, campaigns pause, and what comes in is kept and forwarded as before. ' +
    'Asked again it changes mode and words.',
  body: Suspension,
  reply: { 200: AccountView },
  handle: async ({ ctx, caller, id, body: { mode, reason, messageToCustomer = null } }) =>
    toAccountView(await suspendChild(ctx.core, caller, id, { mode, reason, message: messageToCustomer })),
})
