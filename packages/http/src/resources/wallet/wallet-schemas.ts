import { formatMoney } from '@dawk/core/commerce/pricing/money.ts'
import type { Price } from '@dawk/core/commerce/pricing/price.ts'
import { categories } from '@dawk/core/commerce/pricing/rate-card.ts'
import type { Charge } from '@dawk/core/commerce/wallet/charge.ts'
import { toStoredPrice } from '@dawk/core/commerce/wallet/charge.ts'
import { transactionKinds } from '@dawk/core/commerce/wallet/ledger.ts'
import { type Wallet, walletFigures } from '@dawk/core/commerce/wallet/wallet.ts'
import Type, { type Static } from 'typebox'
import { Id, NullableInstant, NullableString, nullable, strict } from '../schemas.ts'

/** Money never is a JSON number: it would lose digits. */
const Money = Type.String({
  pattern: '^-?\\d{1,12}(\\.\\d{1,6})?$',
  description: 'must be a decimal string with six decimals at most, such as "12.50"',
  examples: ['12.50'],
})

export const Currency = Type.String({
  pattern: '^[A-Z]{3}$',
  description: 'must be an ISO 4217 code such as INR',
  examples: ['INR'],
})

const oneOf = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>({ type: 'string', enum: [...values], description: `must be one of ${values.join(', ')}` })

export const CategoryName = oneOf(categories)
export const TransactionKindName = oneOf(transactionKinds)

const thresholdId = Type.String({
  pattern: '^[a-z][a-z0-9_-]{0,31}$',
  description: 'must be a short name of lower-case letters, digits, _ and -, such as low',
})

const ThresholdView = Type.Object({ id: thresholdId, below: Money, rearmAbove: Money })

export const WalletView = Type.Object(
  {
    currency: Currency,
    available: { ...Money, description: 'What may be spent: paid + promo + creditLimit - held.' },
    paid: Money,
    promo: Money,
    held: { ...Money, description: 'Set aside for messages of which the outcome is not known.' },
    creditLimit: Money,
    reserve: { ...Money, description: 'The last of it that only authentication messages may spend.' },
    thresholds: Type.Array(ThresholdView),
    crossed: Type.Array(Type.String(), {
      description: 'Thresholds below which the balance is; `exhausted` for zero.',
    }),
  },
  { title: 'Wallet' },
)

export const toWalletView = (wallet: Wallet): Static<typeof WalletView> => ({
  ...walletFigures(wallet),
  thresholds: wallet.thresholds.map((threshold) => ({ ...threshold })),
  crossed: [...wallet.crossed],
})

export const NewThresholds = Type.Object(
  {
    currency: Currency,
    thresholds: Type.Array(Type.Object({ id: thresholdId, below: Money, rearmAbove: Type.Optional(Money) }, strict), {
      maxItems: 10,
      description: 'must be ten thresholds at most',
    }),
  },
  { ...strict, examples: [{ currency: 'INR', thresholds: [{ id: 'low', below: '500.00', rearmAbove: '600.00' }] }] },
)

const Step = Type.Object({
  kind: Type.String({ description: 'rate, reported_cost, free, markup, platform_fee, meta_included or total.' }),
  label: Type.String(),
  amount: Money,
})

export const PriceView = Type.Object(
  {
    total: Money,
    meta: { ...Money, description: "Meta's share." },
    markup: Money,
    fee: { ...Money, description: 'Of the platform.' },
    market: Type.String(),
    category: CategoryName,
    country: NullableString,
    cardId: NullableString,
    steps: Type.Array(Step, { description: 'How the total came about, line by line.' }),
  },
  { title: 'Price' },
)

type StoredPrice = Charge['quote']

const toPriceView = ({ lots: _, steps, ...price }: StoredPrice): Static<typeof PriceView> => ({
  ...price,
  steps: steps.map((step) => ({ ...step })),
})

export const quoteView = (price: Price, country: string | null) => toPriceView(toStoredPrice(price, country))

export const CostView = Type.Object(
  {
    messageId: Id,
    currency: Currency,
    state: oneOf(['held', 'captured', 'released', 'refunded']),
    held: Money,
    captured: nullable(Money),
    quote: PriceView,
    price: Type.Unsafe<Static<typeof PriceView> | null>({ ...PriceView, type: ['object', 'null'] }),
    settledAt: NullableInstant,
  },
  { title: 'Cost of a message' },
)

export const toCostView = ({ messageId, currency, state, ...charge }: Charge): Static<typeof CostView> => ({
  ...{ messageId, currency, state, settledAt: charge.settledAt },
  held: formatMoney(charge.held),
  captured: charge.captured === null ? null : formatMoney(charge.captured),
  quote: toPriceView(charge.quote),
  price: charge.price && toPriceView(charge.price),
})

/** From millionths in the text of a bigint. */
export const moneyOf = (micros: string): string => formatMoney(BigInt(micros))

export { Money }
