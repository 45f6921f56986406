import { readChildWallet, setWalletMode } from '@dawk/core/commerce/partners/child-wallets.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { WalletModeName } from '../../account-schemas.ts'
import { ChildWalletView, NullableMoney, toChildWalletView } from './wallet-schemas.ts'

export const setChildWalletMode = operation({
  route: 'PUT /accounts/:id/wallet/mode',
  of: 'account',
  tag: 'Wallets',
  scope: 'partner:money',
  summary: 'Set how an account pays',
  description:
    'From the next message on. `poolLimitPerDay` is for the mode pooled, for a day of the time zone of the account; left out: no limit but the wallet of the partner.',
  body: Type.Object(
    { mode: WalletModeName, poolLimitPerDay: Type.Optional(NullableMoney) },
    { ...strict, examples: [{ mode: 'pooled', poolLimitPerDay: '500.00' }] },
  ),
  reply: { 200: ChildWalletView },
  async handle({ ctx, caller, id, body: { mode, poolLimitPerDay = null } }) {
    await setWalletMode(ctx.core, caller, id, { mode, poolLimit: poolLimitPerDay })
    return toChildWalletView(await readChildWallet(ctx.core, caller, id))
  },
})
