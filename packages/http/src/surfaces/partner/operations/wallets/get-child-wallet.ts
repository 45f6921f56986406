import { readChildWallet } from '@dawk/core/commerce/partners/child-wallets.ts'
import { operation } from '#operations/operation.ts'
import { ChildWalletView, toChildWalletView } from './wallet-schemas.ts'

export const getChildWallet = operation({
  route: 'GET /accounts/:id/wallet',
  of: 'account',
  tag: 'Wallets',
  scope: 'partner:read',
  summary: 'Get the wallet of an account',
  description: 'How it pays, and what it has.',
  reply: { 200: ChildWalletView },
  handle: async ({ ctx, caller, id }) => toChildWalletView(await readChildWallet(ctx.core, caller, id)),
})
