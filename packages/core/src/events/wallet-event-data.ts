import Type from 'typebox'

const Money = Type.String({ description: 'A decimal string, such as "12.50".' })

export const WalletToppedUp = Type.Object({
  kind: Type.String(),
  currency: Type.String(),
  amount: Money,
  available: Money,
  reference: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
})

export const WalletCrossed = Type.Object({
  currency: Type.String(),
  available: Money,
  threshold: Type.Object({ id: Type.String({ description: '`exhausted` for zero.' }), below: Money }),
})

const Sum = Type.Object({ amount: Money, currency: Type.String() })

export const PaymentMismatched = Type.Object({
  topUpId: Type.String(),
  provider: Type.String(),
  paymentId: Type.String({ description: "The provider's." }),
  expected: Sum,
  received: Sum,
})

export const WalletRefunded = Type.Object({
  refundId: Type.String(),
  topUpId: Type.String(),
  provider: Type.String(),
  paymentId: Type.String({ description: "The provider's." }),
  currency: Type.String(),
  amount: Type.String({ description: 'What left the wallet, a decimal string.' }),
  tax: Money,
  total: Type.String({ description: 'What the payer gets, a decimal string.' }),
  state: Type.String({ description: 'processed or failed.' }),
  failure: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
})

const Recharge = {
  topUpId: Type.String(),
  provider: Type.String(),
  currency: Type.String(),
  amount: Money,
}

export const AutoRechargeSucceeded = Type.Object(Recharge)

export const AutoRechargeFailed = Type.Object({
  ...Recharge,
  reason: Type.String({ description: "The provider's word, such as card_declined; not_paid: nobody paid in time." }),
  stopped: Type.Boolean({ description: 'Whether it was switched off.' }),
})

export const PaymentRequested = Type.Object({
  ...Recharge,
  tax: Money,
  total: Money,
  paymentUrl: Type.String({ description: 'Where a person pays.' }),
})

export const PaymentDisputed = Type.Object({
  disputeId: Type.String({ description: "The provider's." }),
  topUpId: Type.String(),
  provider: Type.String(),
  paymentId: Type.String({ description: "The provider's." }),
  currency: Type.String(),
  amount: Type.String({ description: 'What is disputed, a decimal string.' }),
  frozen: Type.String({ description: 'What of it was taken from the wallet until it is decided.' }),
  state: Type.String({ description: 'open, won or lost.' }),
})

export const InvoiceIssued = Type.Object({
  invoiceId: Type.String(),
  kind: Type.String({ description: 'tax_invoice, receipt_voucher, refund_voucher, credit_note or statement.' }),
  number: Type.String(),
  currency: Type.String(),
  total: Money,
})
