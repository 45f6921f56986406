import type { ChildWallet } from '@dawk/core/commerce/partners/child-wallets.ts'
import { formatMoney } from '@dawk/core/commerce/pricing/money.ts'
import Type, { type Static } from 'typebox'
import { Id, Instant, NullableString, nullable } from '#resources/schemas.ts'
import { Currency, Money, toWalletView, WalletView } from '#resources/wallet/wallet-schemas.ts'
import { WalletModeName } from '../../account-schemas.ts'

export const NullableMoney = nullable(Money)

export const ChildWalletView = Type.Object(
  {
    mode: WalletModeName,
    poolLimitPerDay: { ...NullableMoney, description: 'What the account may draw in a day; null: no limit.' },
    currency: Currency,
    wallets: Type.Array(WalletView, { description: 'One for each currency; none before there is pricing or money.' }),
  },
  { title: 'AccountWallet' },
)

export const toChildWalletView = ({ child, wallets }: ChildWallet): Static<typeof ChildWalletView> => ({
  mode: child.walletMode,
  poolLimitPerDay: child.poolLimit === null ? null : formatMoney(BigInt(child.poolLimit)),
  currency: child.currency,
  wallets: wallets.map(toWalletView),
})

export const TransferView = Type.Object(
  {
    id: Id,
    direction: Type.Unsafe<'credit' | 'debit'>({ type: 'string', enum: ['credit', 'debit'] }),
    amount: Money,
    currency: Currency,
    description: NullableString,
    reference: NullableString,
    createdAt: Instant,
  },
  { title: 'Transfer' },
)
