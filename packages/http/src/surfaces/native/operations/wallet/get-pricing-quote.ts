import { defaultPricing } from '@dawk/core/commerce/pricing/account-pricing.ts'
import { listPriceName, listPrices } from '@dawk/core/commerce/pricing/list-prices.ts'
import { quote } from '@dawk/core/commerce/pricing/quote.ts'
import { countryOf, readPhone } from '@dawk/core/messaging/identities/phone-number.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { CategoryName, Currency, PriceView, quoteView } from '#resources/wallet/wallet-schemas.ts'

/** What an account would pay that has no pricing of its own. */
const listTariff = {
  pricing: { ...defaultPricing, currency: 'USD', cardName: listPriceName },
  cards: listPrices.filter(({ currency }) => currency === 'USD'),
}

export const getPricingQuote = operation({
  route: 'GET /pricing/quote',
  tag: 'Wallet',
  scope: 'wallet:read',
  summary: 'Quote a message',
  description:
    "What a message of a category to a phone number may cost, step by step, as of now. An account that does not pay for messages here gets Meta's list price in US dollars, which is approximate.",
  query: Type.Object(
    {
      to: Type.String({ maxLength: 40, description: 'must be a phone number with its country code' }),
      category: CategoryName,
    },
    strict,
  ),
  reply: { 200: Type.Object({ currency: Currency, price: PriceView }) },
  async handle({ ctx, caller, query: { to, category } }) {
    const read = readPhone(to, 'written')
    if ('problem' in read)
      throw new GatewayError('invalid_request', 'Validation failed.', {
        details: [{ field: 'to', message: read.problem }],
      })
    const tariff = (await ctx.pricing.find(caller.accountId)) ?? listTariff
    const country = countryOf(read.phone)
    return {
      currency: tariff.pricing.currency,
      price: quoteView(quote(tariff, { country, category, at: Date.now() }), country),
    }
  },
})
