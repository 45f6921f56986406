import type { StatementLine } from '@dawk/core/commerce/wallet/statement-store.ts'
import Type, { type Static } from 'typebox'
import { AnyObject, Id, NullableString, nullable } from '../schemas.ts'
import { Currency, Money, moneyOf, TransactionKindName } from './wallet-schemas.ts'

export const TransactionView = Type.Object(
  {
    id: Id,
    currency: Currency,
    sequence: Type.String({ description: 'Its place in the statement of this currency, from 1, without gaps.' }),
    kind: TransactionKindName,
    amount: { ...Money, description: 'What it added to the wallet; negative: what it took.' },
    balanceAfter: { ...Money, description: 'Paid and promotional money together.' },
    messageId: nullable(Id),
    reference: NullableString,
    details: AnyObject,
    createdAt: Type.String({ format: 'date-time' }),
  },
  { title: 'WalletTransaction' },
)

export const toTransactionView = ({
  amount,
  balanceAfter,
  ...line
}: StatementLine): Static<typeof TransactionView> => ({
  ...line,
  details: { ...line.details },
  amount: moneyOf(amount),
  balanceAfter: moneyOf(balanceAfter),
})
