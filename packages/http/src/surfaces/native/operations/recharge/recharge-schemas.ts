import type { PaymentMethod } from '@dawk/core/commerce/payments/methods/payment-method.ts'
import { vendorNames } from '@dawk/core/commerce/payments/payment-vendor.ts'
import { type AutoRecharge, rechargeFigures } from '@dawk/core/commerce/payments/recharge/recharge.ts'
import Type, { type Static } from 'typebox'
import { Id, nullable, strict } from '#resources/schemas.ts'
import { Currency, Money } from '#resources/wallet/wallet-schemas.ts'

export const PaymentMethodView = Type.Object(
  {
    id: Id,
    provider: Type.Unsafe<(typeof vendorNames)[number]>({ type: 'string', enum: [...vendorNames] }),
    label: Type.String({ description: 'As people know it: `visa •••• 4242`.' }),
    createdAt: Type.String({ format: 'date-time' }),
  },
  { title: 'Payment method' },
)

export const toMethodView = ({ id, provider, label, createdAt }: PaymentMethod): Static<typeof PaymentMethodView> => ({
  ...{ id, provider, label, createdAt },
})

export const NewRecharge = Type.Object(
  {
    currency: Currency,
    enabled: Type.Boolean({ description: 'must be true or false' }),
    below: { ...Money, description: 'must be the balance below which the wallet is filled' },
    amount: { ...Money, description: 'must be the amount by which it is filled, without tax' },
    methodId: Type.Optional({
      ...nullable(Type.String({ format: 'uuid' })),
      description: 'must be a saved payment method; null or absent: `wallet.payment_requested` asks a person to pay',
    }),
    maxPerDay: Type.Optional(Type.Integer({ minimum: 1, maximum: 24, description: 'must be 1 to 24; absent: 2' })),
    maxPerMonth: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: 'must be 1 to 200; absent: 20' })),
  },
  { ...strict, examples: [{ currency: 'USD', enabled: true, below: '10.00', amount: '50.00' }] },
)

export const RechargeView = Type.Object(
  {
    currency: Currency,
    enabled: Type.Boolean(),
    below: Money,
    amount: Money,
    methodId: nullable(Type.String()),
    maxPerDay: Type.Integer(),
    maxPerMonth: Type.Integer(),
    topUpId: nullable(Type.String({ description: 'Of the payment under way: there is never more than one.' })),
    stoppedReason: nullable(
      Type.String({ description: '`declined`: two charges in a row were; `method_removed`. Set it anew to go on.' }),
    ),
    updatedAt: Type.String({ format: 'date-time' }),
  },
  { title: 'Auto-recharge' },
)

export const toRechargeView = (one: AutoRecharge): Static<typeof RechargeView> => ({
  ...rechargeFigures(one),
  ...{ topUpId: one.topUpId, stoppedReason: one.stoppedReason, updatedAt: one.updatedAt },
})
