import { setSellPricing } from '@dawk/core/commerce/partners/child-pricing.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { BuyAndSellView, Fees, Markup, toBuyAndSellView } from './pricing-schemas.ts'

export const setChildPricing = operation({
  route: 'PUT /accounts/:id/pricing',
  of: 'account',
  tag: 'Pricing',
  scope: 'partner:money',
  refuses: ['conflict'],
  summary: 'Set what an account pays',
  description:
    "From the next message on: Meta's rates by the card that the partner itself pays by, with markup and fees of the partner's own. 409 " +
    'where the operator has not set what the partner pays, or in another currency.',
  body: Type.Object(
    { markup: Type.Optional(Markup), fees: Type.Optional(Fees) },
    { ...strict, examples: [{ fees: [{ match: {}, amount: '0.20' }] }] },
  ),
  reply: { 200: BuyAndSellView },
  handle: async ({ ctx, caller, id, body: { markup = [], fees = [] } }) =>
    toBuyAndSellView(await setSellPricing(ctx.core, caller, id, { markup, fees })),
})
