import { listWalletTransactions } from '#resources/wallet/list-wallet-transactions.ts'
import { getMessageCost } from './get-message-cost.ts'
import { getPricingQuote } from './get-pricing-quote.ts'
import { getUsage } from './get-usage.ts'
import { getWallet } from './get-wallet.ts'
import { listWalletHolds } from './list-wallet-holds.ts'
import { setWalletThresholds } from './set-wallet-thresholds.ts'

export const wallet = {
  getWallet,
  listWalletTransactions,
  listWalletHolds,
  setWalletThresholds,
  getPricingQuote,
  getMessageCost,
  getUsage,
}
