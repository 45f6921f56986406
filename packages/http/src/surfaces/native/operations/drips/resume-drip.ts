import { resumeDrip as resumeDripInCore } from '@dawk/core/engagement/drips/drips.ts'
import { operation } from '#operations/operation.ts'
import { DripView } from '../../schemas/drip-schemas.ts'
import { dripContextOf, toDripView } from './drip-view.ts'

export const resumeDrip = operation({
  route: 'POST /drips/:id/resume',
  of: 'drip',
  tag: 'Drips',
  scope: 'automations:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Resume a drip',
  description: 'People go on where they were; what was due meanwhile is due at once.',
  reply: { 200: DripView },
  handle: async ({ ctx, caller, id }) => toDripView(await resumeDripInCore(dripContextOf(ctx), caller, id)),
})
