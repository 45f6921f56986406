import { setChildCreditLimit as setLimit } from '@dawk/core/commerce/partners/child-wallets.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { Currency, Money, toWalletView, WalletView } from '#resources/wallet/wallet-schemas.ts'

export const setChildCreditLimit = operation({
  route: 'PUT /accounts/:id/wallet/credit-limit',
  of: 'account',
  tag: 'Wallets',
  scope: 'partner:money',
  refuses: ['conflict'],
  summary: 'Set what an account may owe',
  description: 'For the mode credit; 409 in others. The partner is liable for it.',
  body: Type.Object(
    { currency: Currency, creditLimit: Money },
    { ...strict, examples: [{ currency: 'INR', creditLimit: '2000.00' }] },
  ),
  reply: { 200: WalletView },
  handle: async ({ ctx, caller, id, body }) => toWalletView(await setLimit(ctx.core, caller, id, body)),
})
