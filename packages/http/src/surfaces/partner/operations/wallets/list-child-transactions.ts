import { listTransactions } from '@dawk/core/commerce/wallet/statements.ts'
import { getChild } from '@dawk/core/tenancy/partners/change-child.ts'
import Type from 'typebox'
import { list } from '#operations/list.ts'
import { TransactionView, toTransactionView } from '#resources/wallet/transaction-view.ts'
import { Currency, TransactionKindName } from '#resources/wallet/wallet-schemas.ts'

export const listChildTransactions = list({
  route: 'GET /accounts/:id/wallet/transactions',
  of: 'account',
  tag: 'Wallets',
  scope: 'partner:read',
  summary: 'List transactions of the wallet of an account',
  description: 'The statement, latest first. Transfers are those of `kind=partner_transfer`.',
  filters: { currency: Type.Optional(Currency), kind: Type.Optional(TransactionKindName) },
  item: TransactionView,
  async read({ ctx, caller, id }, { after: before, limit }, filters) {
    await getChild(ctx.core, caller, id)
    return listTransactions(ctx.core, { accountId: id }, { ...filters, before, limit })
  },
  view: toTransactionView,
})
