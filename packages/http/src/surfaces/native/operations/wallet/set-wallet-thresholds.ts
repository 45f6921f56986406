import { setThresholds } from '@dawk/core/commerce/wallet/wallets.ts'
import { operation } from '#operations/operation.ts'
import { NewThresholds, toWalletView, WalletView } from '#resources/wallet/wallet-schemas.ts'

export const setWalletThresholds = operation({
  route: 'PUT /wallet/thresholds',
  tag: 'Wallet',
  scope: 'wallet:write',
  summary: 'Set when the balance is low',
  description:
    'Takes the place of all thresholds of that currency. Each time the balance falls below one, `wallet.low_balance` is told once; it is armed again above `rearmAbove`, by default a fifth above `below`.',
  body: NewThresholds,
  reply: { 200: WalletView },
  handle: async ({ ctx, caller, body }) => toWalletView(await setThresholds(ctx.core, caller, body)),
})
