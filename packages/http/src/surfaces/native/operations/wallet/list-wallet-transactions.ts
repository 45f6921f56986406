import type { StatementLine } from '@dawk/core/commerce/wallet/statement-store.ts'
import { listTransactions } from '@dawk/core/commerce/wallet/statements.ts'
import Type, { type Static } from 'typebox'
import { list } from '#operations/list.ts'
import { AnyObject, Id, Instant, NullableString, nullable } from '../../schemas/schemas.ts'
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

export const listWalletTransactions = list({
  route: 'GET /wallet/transactions',
  tag: 'Wallet',
  scope: 'wallet:read',
  summary: 'List transactions of the wallet',
  description:
    'The statement, latest first. What is held for messages is no transaction: `GET /wallet/holds` lists it.',
  filters: {
    currency: Type.Optional(Currency),
    kind: Type.Optional(TransactionKindName),
    messageId: Type.Optional(Id),
    createdAfter: Type.Optional(Instant),
  },
  item: TransactionView,
  read: ({ ctx, caller }, { after: before, limit }, filters) =>
    listTransactions(ctx.core, caller, { ...filters, before, limit }),
  view: toTransactionView,
})
