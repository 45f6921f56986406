import { pauseDrip as pauseDripInCore } from '@dawk/core/engagement/drips/drips.ts'
import { operation } from '#operations/operation.ts'
import { DripView } from '../../schemas/drip-schemas.ts'
import { dripContextOf, toDripView } from './drip-view.ts'

export const pauseDrip = operation({
  route: 'POST /drips/:id/pause',
  of: 'drip',
  tag: 'Drips',
  scope: 'automations:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Pause a drip',
  description: 'Nobody takes a step until it is resumed. People still enter, and wait.',
  reply: { 200: DripView },
  handle: async ({ ctx, caller, id }) => toDripView(await pauseDripInCore(dripContextOf(ctx), caller, id)),
})
