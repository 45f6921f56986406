import { createTransfer } from './create-transfer.ts'
import { getChildPricing } from './get-child-pricing.ts'
import { getChildWallet } from './get-child-wallet.ts'
import { getPartnerWallet } from './get-partner-wallet.ts'
import { listChildTransactions } from './list-child-transactions.ts'
import { listPartnerTransactions } from './list-partner-transactions.ts'
import { setChildCreditLimit } from './set-child-credit-limit.ts'
import { setChildPricing } from './set-child-pricing.ts'
import { setChildWalletMode } from './set-child-wallet-mode.ts'
import { setChildWalletThresholds } from './set-child-wallet-thresholds.ts'
import { setPartnerReserve } from './set-partner-reserve.ts'

export const wallets = {
  getPartnerWallet,
  setPartnerReserve,
  listPartnerTransactions,
  getChildWallet,
  setChildWalletMode,
  setChildCreditLimit,
  setChildWalletThresholds,
  createTransfer,
  listChildTransactions,
  getChildPricing,
  setChildPricing,
}
