import { listRecharges } from '@dawk/core/commerce/payments/recharge/set-recharge.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { RechargeView, toRechargeView } from './recharge-schemas.ts'

export const getAutoRecharge = operation({
  route: 'GET /wallet/auto-recharge',
  tag: 'Wallet',
  scope: 'wallet:read',
  summary: 'Get when the wallets fill themselves',
  description: 'One for each currency in which it was set.',
  reply: { 200: Type.Object({ data: Type.Array(RechargeView) }) },
  handle: async ({ ctx, caller }) => ({ data: (await listRecharges(ctx.core, caller)).map(toRechargeView) }),
})
