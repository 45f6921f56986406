import { removeMethod } from '@dawk/core/commerce/payments/methods/methods.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'

export const deletePaymentMethod = operation({
  route: 'DELETE /wallet/payment-methods/:id',
  of: 'payment method',
  tag: 'Wallet',
  scope: 'wallet:write',
  refuses: ['not_found'],
  summary: 'Remove a saved payment method',
  description: 'It is charged no more; an auto-recharge that uses it is switched off when it would have to.',
  reply: { 204: Type.Null() },
  handle: ({ ctx, caller, id }) => removeMethod(ctx.core, caller, id),
})
