import { findTopUp } from '@dawk/core/commerce/payments/top-ups/start-top-up.ts'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { TopUpDetail, toTopUpDetail } from './top-up-schemas.ts'

export const getTopUp = operation({
  route: 'GET /wallet/topups/:id',
  of: 'top-up',
  tag: 'Wallet',
  scope: 'wallet:read',
  refuses: ['not_found'],
  summary: 'Get a top-up',
  description: 'With each payment that the provider knows of: a person may pay twice, and is credited twice.',
  reply: { 200: TopUpDetail },
  handle: async ({ ctx, caller, id }) => toTopUpDetail(orNotFound(await findTopUp(ctx.core, caller, id), 'top-up')),
})
