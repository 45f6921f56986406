import { startTopUp as startTopUpInCore } from '@dawk/core/commerce/payments/top-ups/start-top-up.ts'
import { operation } from '#operations/operation.ts'
import { topUpContext } from './top-up-context.ts'
import { NewTopUp, TopUpView, toTopUpView } from './top-up-schemas.ts'

export const startTopUp = operation({
  route: 'POST /wallet/topups',
  tag: 'Wallet',
  scope: 'wallet:write',
  refuses: ['not_found', 'upstream_unavailable', 'upstream_refused'],
  summary: 'Top up the wallet',
  description:
    'Answers with the address of the page on which a person pays (`paymentUrl`). The wallet is credited once the provider itself says that the money is there (`wallet.topped_up`), whatever the browser does. 404 where no payment provider is set up.',
  body: NewTopUp,
  reply: { 201: TopUpView },
  handle: async ({ ctx, caller, body: { provider = null, returnUrl = null, saveMethod = false, ...sum } }) =>
    toTopUpView(
      await startTopUpInCore(topUpContext(ctx), caller, { ...sum, provider, returnUrl, savesMethod: saveMethod }),
    ),
})
