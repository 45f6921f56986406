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
