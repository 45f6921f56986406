import { listTopUps as listTopUpsInCore } from '@dawk/core/commerce/payments/top-ups/start-top-up.ts'
import { list } from '#operations/list.ts'
import { TopUpView, toTopUpView } from './top-up-schemas.ts'

export const listTopUps = list({
  route: 'GET /wallet/topups',
  tag: 'Wallet',
  scope: 'wallet:read',
  summary: 'List top-ups',
  description: 'Latest first.',
  item: TopUpView,
  read: ({ ctx, caller }, { after: before, limit }) => listTopUpsInCore(ctx.core, caller, { before, limit }),
  view: toTopUpView,
})
