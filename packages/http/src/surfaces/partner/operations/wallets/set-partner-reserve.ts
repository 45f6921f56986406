import { setMarketingReserve } from '@dawk/core/commerce/partners/child-wallets.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { Money } from '#resources/wallet/wallet-schemas.ts'

export const setPartnerReserve = operation({
  route: 'PUT /wallet/marketing-reserve',
  tag: 'Wallets',
  scope: 'partner:money',
  summary: 'Set what marketing leaves in the wallet',
  description:
    'Marketing of accounts that draw on the wallet is refused first, when so much is left. What all but authentication leaves is the `reserve` that the operator sets.',
  body: Type.Object({ marketingReserve: Money }, { ...strict, examples: [{ marketingReserve: '1000.00' }] }),
  reply: { 200: Type.Object({ marketingReserve: Money }) },
  handle: async ({ ctx, caller, body }) => ({
    marketingReserve: await setMarketingReserve(ctx.core, caller, body.marketingReserve),
  }),
})
