import { setRecharge } from '@dawk/core/commerce/payments/recharge/set-recharge.ts'
import { operation } from '#operations/operation.ts'
import { NewRecharge, RechargeView, toRechargeView } from './recharge-schemas.ts'

export const setAutoRecharge = operation({
  route: 'PUT /wallet/auto-recharge',
  tag: 'Wallet',
  scope: 'wallet:write',
  refuses: ['not_found'],
  summary: 'Let the wallet fill itself',
  description:
    'When the balance falls below an amount, the saved method is charged, or a person is asked to pay. There is never more than one such payment under way, and what others have begun to pay in counts as if it were there. After a declined charge nothing is tried for an hour; after two in a row it is switched off (`wallet.auto_recharge_failed`). 404 where no payment provider is set up.',
  body: NewRecharge,
  reply: { 200: RechargeView },
  handle: async ({ ctx, caller, body: { methodId = null, maxPerDay = 2, maxPerMonth = 20, ...settings } }) =>
    toRechargeView(
      await setRecharge({ ...ctx.core, vendors: ctx.vendors }, caller, {
        ...settings,
        methodId,
        maxPerDay,
        maxPerMonth,
      }),
    ),
})
