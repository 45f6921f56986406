import { vendorNames } from '@dawk/core/commerce/payments/payment-vendor.ts'
import { formatMoney } from '@dawk/core/commerce/pricing/money.ts'
import { listWallets } from '@dawk/core/commerce/wallet/wallets.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { Currency, Money } from '#resources/wallet/wallet-schemas.ts'

const Option = Type.Object({
  provider: Type.Unsafe<(typeof vendorNames)[number]>({ type: 'string', enum: [...vendorNames] }),
  currency: Currency,
  minimum: Money,
})

export const getTopUpOptions = operation({
  route: 'GET /wallet/top-up-options',
  tag: 'Wallet',
  scope: 'wallet:read',
  summary: 'Get how the wallet can be topped up',
  description:
    'Each payment provider that is set up with each currency that it takes: of the wallets that there are, or where there is none any. Empty: the operator alone credits payments.',
  reply: { 200: Type.Object({ options: Type.Array(Option) }) },
  async handle({ ctx, caller }) {
    const wallets = new Set((await listWallets(ctx.core, caller)).map(({ currency }) => currency))
    const options = [...ctx.vendors.values()].flatMap(({ name, currencies, minimum }) =>
      currencies
        .filter((currency) => wallets.size === 0 || wallets.has(currency))
        .map((currency) => ({ provider: name, currency, minimum: formatMoney(minimum(currency)) })),
    )
    return { options }
  },
})
