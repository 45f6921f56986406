import { dripStates } from '@dawk/core/engagement/drips/drip.ts'
import { listDrips as listDripsInCore } from '@dawk/core/engagement/drips/drips.ts'
import Type from 'typebox'
import { list } from '#operations/list.ts'
import { oneOf } from '../../schemas/conversation-schemas.ts'
import { DripView } from '../../schemas/drip-schemas.ts'
import { toDripView } from './drip-view.ts'

export const listDrips = list({
  route: 'GET /drips',
  tag: 'Drips',
  scope: 'automations:read',
  summary: 'List drips',
  description: 'Latest first. A key that is restricted to some numbers gets those of these.',
  filters: { state: Type.Optional(oneOf(dripStates, 'must be a state of drips')) },
  item: DripView,
  read: ({ ctx, caller }, { after: before, limit }, { state = null }) =>
    listDripsInCore(ctx.core, caller, { before, limit, state }),
  view: toDripView,
})
