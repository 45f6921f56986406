import { formatMoney } from '@dawk/core/commerce/pricing/money.ts'
import { listWallets } from '@dawk/core/commerce/wallet/wallets.ts'
import { selectMarketingReserve } from '@dawk/core/tenancy/partners/partner-store.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { Money, toWalletView, WalletView } from '#resources/wallet/wallet-schemas.ts'

export const getPartnerWallet = operation({
  route: 'GET /wallet',
  tag: 'Wallets',
  scope: 'partner:read',
  summary: "Get the partner's own wallet",
  description: 'From which it gives to its accounts, and on which those of the mode pooled draw.',
  reply: { 200: Type.Object({ wallets: Type.Array(WalletView), marketingReserve: Money }) },
  async handle({ ctx, caller }) {
    const reserve = await selectMarketingReserve(ctx.core.worker, caller.accountId)
    const wallets = await listWallets(ctx.core, caller)
    return { wallets: wallets.map(toWalletView), marketingReserve: formatMoney(BigInt(reserve ?? '0')) }
  },
})
