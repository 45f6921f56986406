import { setChildThresholds } from '@dawk/core/commerce/partners/child-wallets.ts'
import { operation } from '#operations/operation.ts'
import { NewThresholds, toWalletView, WalletView } from '#resources/wallet/wallet-schemas.ts'

export const setChildWalletThresholds = operation({
  route: 'PUT /accounts/:id/wallet/thresholds',
  of: 'account',
  tag: 'Wallets',
  scope: 'partner:money',
  summary: 'Set when the balance of an account is low',
  description:
    'Takes the place of all thresholds of that currency. Each crossing is one `account.low_balance` for the partner and one `wallet.low_balance` for the account.',
  body: NewThresholds,
  reply: { 200: WalletView },
  handle: async ({ ctx, caller, id, body }) => toWalletView(await setChildThresholds(ctx.core, caller, id, body)),
})
