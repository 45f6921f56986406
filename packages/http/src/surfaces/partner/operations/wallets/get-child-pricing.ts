import { readBuyAndSell } from '@dawk/core/commerce/partners/child-pricing.ts'
import { operation } from '#operations/operation.ts'
import { BuyAndSellView, toBuyAndSellView } from './pricing-schemas.ts'

export const getChildPricing = operation({
  route: 'GET /accounts/:id/pricing',
  of: 'account',
  tag: 'Pricing',
  scope: 'partner:read',
  summary: 'Get what an account pays',
  description: 'Beside what the operator takes from the partner for the same. The difference is the margin.',
  reply: { 200: BuyAndSellView },
  handle: async ({ ctx, caller, id }) => toBuyAndSellView(await readBuyAndSell(ctx.core, caller, id)),
})
