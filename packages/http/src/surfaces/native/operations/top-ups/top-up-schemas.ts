import { type Dispute, disputeStates } from '@dawk/core/commerce/payments/disputes/dispute.ts'
import { vendorNames } from '@dawk/core/commerce/payments/payment-vendor.ts'
import { type Refund, refundFigures, refundStates } from '@dawk/core/commerce/payments/refunds/refund.ts'
import type { TopUpWithPayments } from '@dawk/core/commerce/payments/top-ups/start-top-up.ts'
import { type TopUp, topUpFigures, topUpStates } from '@dawk/core/commerce/payments/top-ups/top-up.ts'
import { formatMoney } from '@dawk/core/commerce/pricing/money.ts'
import Type, { type Static } from 'typebox'
import { Id, NullableString, nullable, strict } from '#resources/schemas.ts'
import { Currency, Money } from '#resources/wallet/wallet-schemas.ts'

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
    saveMethod: Type.Optional(
      Type.Boolean({
        description:
          'must be true or false: whether the provider keeps the card for `PUT /v1/wallet/auto-recharge`. Razorpay keeps none here',
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

export const NewRefund = Type.Object(
  {
    amount: Type.Optional({
      ...Money,
      description: 'must be at most what is left of the payment, without tax; absent: all of it',
    }),
    paymentId: Type.Optional(
      Type.String({
        maxLength: 100,
        description: 'must be a payment of the top-up that was credited; needed where there are several',
      }),
    ),
    reason: Type.Optional(Type.String({ maxLength: 200, description: 'must be at most 200 characters' })),
  },
  { ...strict, examples: [{ amount: '100.00', reason: 'Paid by mistake' }] },
)

export const RefundView = Type.Object(
  {
    id: Id,
    paymentId: Type.String({ description: "The provider's." }),
    state: oneOf(refundStates),
    currency: Currency,
    amount: { ...Money, description: 'What leaves the wallet.' },
    tax: { ...Money, description: 'On top of it.' },
    total: { ...Money, description: 'What the payer gets.' },
    reason: NullableString,
    failure: nullable(Type.String({ description: "The provider's word for why it failed." })),
    createdAt: Type.String({ format: 'date-time' }),
    updatedAt: Type.String({ format: 'date-time' }),
  },
  { title: 'Refund' },
)

const DisputeView = Type.Object(
  {
    id: Type.String({ description: "The provider's." }),
    paymentId: Type.String({ description: "The provider's." }),
    state: oneOf(disputeStates),
    currency: Currency,
    amount: { ...Money, description: 'What is disputed.' },
    frozen: { ...Money, description: 'What of it was taken from the wallet.' },
    createdAt: Type.String({ format: 'date-time' }),
    updatedAt: Type.String({ format: 'date-time' }),
  },
  { title: 'Dispute' },
)

export const TopUpView = Type.Object(topUpMembers, { title: 'Top-up' })
export const TopUpDetail = Type.Object(
  {
    ...topUpMembers,
    payments: Type.Array(PaymentView),
    refunds: Type.Array(RefundView),
    disputes: Type.Array(DisputeView),
  },
  { title: 'Top-up with its payments' },
)

export const toTopUpView = (topUp: TopUp): Static<typeof TopUpView> => {
  const { id, provider, state, origin, paymentUrl, orderId, createdAt, updatedAt } = topUp
  return { id, provider, state, origin, ...topUpFigures(topUp), paymentUrl, orderId, createdAt, updatedAt }
}

export const toRefundView = (refund: Refund): Static<typeof RefundView> => {
  const { id, paymentId, state, reason, failure, createdAt, updatedAt } = refund
  return { id, paymentId, state, ...refundFigures(refund), reason, failure, createdAt, updatedAt }
}

const toDisputeView = (dispute: Dispute): Static<typeof DisputeView> => {
  const { id, paymentId, state, currency, amount, frozen, createdAt, updatedAt } = dispute
  const figures = { amount: formatMoney(amount), frozen: formatMoney(frozen) }
  return { id, paymentId, state, currency, ...figures, createdAt, updatedAt }
}

export const toTopUpDetail = ({
  payments,
  refunds,
  disputes,
  ...topUp
}: TopUpWithPayments): Static<typeof TopUpDetail> => ({
  ...toTopUpView(topUp),
  payments: payments.map(({ id, state, amount, currency, transactionId, problem, failure }) => ({
    ...{ id, state, amount: formatMoney(amount), currency, credited: transactionId !== null, problem, failure },
  })),
  refunds: refunds.map(toRefundView),
  disputes: disputes.map(toDisputeView),
})
