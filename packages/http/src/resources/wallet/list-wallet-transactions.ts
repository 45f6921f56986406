import { listTransactions } from '@dawk/core/commerce/wallet/statements.ts'
import Type from 'typebox'
import { list } from '#operations/list.ts'
import { Id, Instant } from '../schemas.ts'
import { TransactionView, toTransactionView } from './transaction-view.ts'
import { Currency, TransactionKindName } from './wallet-schemas.ts'

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
