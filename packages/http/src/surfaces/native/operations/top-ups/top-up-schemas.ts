import { vendorNames } from '@dawk/core/commerce/payments/payment-vendor.ts'
import type { TopUpWithPayments } from '@dawk/core/commerce/payments/top-ups/start-top-up.ts'
import { type TopUp, topUpFigures, topUpStates } from '@dawk/core/commerce/payments/top-ups/top-up.ts'
import { formatMoney } from '@dawk/core/commerce/pricing/money.ts'
import Type, { type Static } from 'typebox'
import { Id, NullableString, nullable, strict } from '../../schemas/schemas.ts'
import { Currency, Money } from '../wallet/wallet-schemas.ts'

const oneOf = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>({ type: 'string', enum: [...values], description: `must be one of ${values.join(', ')}` })

const Provider = oneOf(vendorNames)

export const NewTopUp = Type.Object(
  {
    amount: {
      ...Money,
      description: 'must be an amount with as many decimals as the currency has coins for, such as "500.00"',
    },
    currency: Currency,
    provider: Type.Optional({
      ...Provider,
      description: 'must be razorpay or stripe; absent: the first that takes the currency',
    }),
    returnUrl: Type.Optional(
      Type.String({
        maxLength: 2000,
        description:
          'must be an address such as https://example.com/paid: the browser goes there after the payment, with `topUp` added; absent: the wallet of the dashboard',
      }),
    ),
  },
  { ...strict, examples: [{ amount: '500.00', currency: 'INR' }] },
)

const PaymentView = Type.Object(
  {
    id: Type.String({ description: "The provider's." }),
    state: oneOf(['authorized', 'captured', 'failed']),
    amount: Money,
    currency: Currency,
    credited: Type.Boolean(),
    problem: nullable(
      Type.String({ description: '`amount_mismatch`: it is another amount or currency than was asked for.' }),
    ),
    failure: nullable(Type.String({ description: "The provider's word for why it failed." })),
  },
  { title: 'Payment' },
)

const topUpMembers = {
  id: Id,
  provider: Provider,
  state: oneOf(topUpStates),
  origin: oneOf(['customer', 'auto_recharge']),
  currency: Currency,
  amount: { ...Money, description: 'What the wallet gets.' },
  tax: { ...Money, description: 'On top of it.' },
  total: { ...Money, description: 'What is charged.' },
  paymentUrl: nullable(Type.String({ description: 'Where a person pays; null: not known yet.' })),
  orderId: { ...NullableString, description: "The provider's, for a checkout that is embedded in a page of yours." },
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
}

export const TopUpView = Type.Object(topUpMembers, { title: 'Top-up' })
export const TopUpDetail = Type.Object(
  { ...topUpMembers, payments: Type.Array(PaymentView) },
  { title: 'Top-up with its payments' },
)

export const toTopUpView = (topUp: TopUp): Static<typeof TopUpView> => {
  const { id, provider, state, origin, paymentUrl, orderId, createdAt, updatedAt } = topUp
  return { id, provider, state, origin, ...topUpFigures(topUp), paymentUrl, orderId, createdAt, updatedAt }
}

export const toTopUpDetail = ({ payments, ...topUp }: TopUpWithPayments): Static<typeof TopUpDetail> => ({
  ...toTopUpView(topUp),
  payments: payments.map(({ id, state, amount, currency, transactionId, problem, failure }) => ({
    ...{ id, state, amount: formatMoney(amount), currency, credited: transactionId !== null, problem, failure },
  })),
})
