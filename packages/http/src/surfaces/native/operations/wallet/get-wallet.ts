import { listWallets } from '@dawk/core/commerce/wallet/wallets.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { toWalletView, WalletView } from '#resources/wallet/wallet-schemas.ts'

export const getWallet = operation({
  route: 'GET /wallet',
  tag: 'Wallet',
  scope: 'wallet:read',
  summary: 'Get the wallet',
  description:
    'One for each currency; none for an account that does not pay for messages here. Money is a decimal string everywhere.',
  reply: { 200: Type.Object({ wallets: Type.Array(WalletView) }) },
  handle: async ({ ctx, caller }) => ({ wallets: (await listWallets(ctx.core, caller)).map(toWalletView) }),
})
