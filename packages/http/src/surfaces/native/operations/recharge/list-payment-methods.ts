import { listMethods } from '@dawk/core/commerce/payments/methods/methods.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { PaymentMethodView, toMethodView } from './recharge-schemas.ts'

export const listPaymentMethods = operation({
  route: 'GET /wallet/payment-methods',
  tag: 'Wallet',
  scope: 'wallet:read',
  summary: 'List saved payment methods',
  description: 'What the payment provider keeps since a top-up with `saveMethod`. The numbers of cards are never here.',
  reply: { 200: Type.Object({ data: Type.Array(PaymentMethodView) }) },
  handle: async ({ ctx, caller }) => ({ data: (await listMethods(ctx.core, caller)).map(toMethodView) }),
})
