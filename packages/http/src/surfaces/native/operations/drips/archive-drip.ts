import { archiveDrip as archiveDripInCore } from '@dawk/core/engagement/drips/drips.ts'
import { operation } from '#operations/operation.ts'
import { DripView } from '../../schemas/drip-schemas.ts'
import { dripContextOf, toDripView } from './drip-view.ts'

export const archiveDrip = operation({
  route: 'POST /drips/:id/archive',
  of: 'drip',
  tag: 'Drips',
  scope: 'automations:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Archive a drip',
  description:
    'Nobody enters any more, and everybody who is under way leaves with the reason `canceled`. It is not taken up again; its figures stay. 409 while it is active.',
  reply: { 200: DripView },
  handle: async ({ ctx, caller, id }) => toDripView(await archiveDripInCore(dripContextOf(ctx), caller, id)),
})
