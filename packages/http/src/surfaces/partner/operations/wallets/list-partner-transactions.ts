import { listWalletTransactions } from '#resources/wallet/list-wallet-transactions.ts'
import { ownOperation } from '../../own-operation.ts'

export const listPartnerTransactions = ownOperation(listWalletTransactions, {
  scope: 'partner:read',
  opens: ['wallet:read'],
  tag: 'Wallets',
})
