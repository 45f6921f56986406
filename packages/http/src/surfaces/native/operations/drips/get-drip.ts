import { getDrip as getDripInCore } from '@dawk/core/engagement/drips/drips.ts'
import { operation } from '#operations/operation.ts'
import { DripView } from '../../schemas/drip-schemas.ts'
import { toDripView } from './drip-view.ts'

export const getDrip = operation({
  route: 'GET /drips/:id',
  of: 'drip',
  tag: 'Drips',
  scope: 'automations:read',
  refuses: ['not_found'],
  summary: 'Get a drip',
  description: 'As it is being edited.',
  reply: { 200: DripView },
  handle: async ({ ctx, caller, id }) => toDripView(await getDripInCore(ctx.core, caller, id)),
})
