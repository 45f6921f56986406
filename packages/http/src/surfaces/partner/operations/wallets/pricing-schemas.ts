import type { BuyAndSell } from '@dawk/core/commerce/partners/child-pricing.ts'
import type { AccountPricing } from '@dawk/core/commerce/pricing/account-pricing.ts'
import { categories } from '@dawk/core/commerce/pricing/rate-card.ts'
import Type from 'typebox'
import { strict } from '#resources/schemas.ts'
import { CategoryName, Currency, Money } from '#resources/wallet/wallet-schemas.ts'

const Match = Type.Object(
  { market: Type.Optional(Type.String({ maxLength: 64 })), category: Type.Optional(CategoryName) },
  { ...strict, description: `Which messages: of a market, of a category (${categories.join(', ')}), or all.` },
)

export const Markup = Type.Unsafe<AccountPricing['markup']>(
  Type.Array(
    Type.Object(
      {
        match: Match,
        type: Type.Unsafe<'percent' | 'fixed' | 'set'>({ type: 'string', enum: ['percent', 'fixed', 'set'] }),
        value: Money,
        min: Type.Optional(Money),
        max: Type.Optional(Money),
      },
      strict,
    ),
    { maxItems: 100 },
  ),
)
export const Fees = Type.Unsafe<AccountPricing['fees']>(
  Type.Array(Type.Object({ match: Match, amount: Money }, strict), { maxItems: 100 }),
)

const Side = Type.Unsafe<{ currency: string; markup: AccountPricing['markup']; fees: AccountPricing['fees'] } | null>({
  ...Type.Object({ currency: Currency, markup: Markup, fees: Fees }),
  type: ['object', 'null'],
})

export const BuyAndSellView = Type.Object(
  {
    buy: { ...Side, description: 'What the operator takes from the partner; null: nothing.' },
    sell: { ...Side, description: 'What the account pays; null: nothing.' },
  },
  { title: 'BuyAndSell' },
)

const side = (pricing: AccountPricing | null) =>
  pricing && { currency: pricing.currency, markup: pricing.markup, fees: pricing.fees }

export const toBuyAndSellView = ({ buy, sell }: BuyAndSell) => ({ buy: side(buy), sell: side(sell) })
