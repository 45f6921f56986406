import type { DripDefinition } from '@dawk/core/engagement/drips/drip.ts'
import { updateDrip as updateDripInCore } from '@dawk/core/engagement/drips/drips.ts'
import { operation } from '#operations/operation.ts'
import { DripPatch, DripView } from '../../schemas/drip-schemas.ts'
import { dripContextOf, toDripView } from './drip-view.ts'

export const updateDrip = operation({
  route: 'PATCH /drips/:id',
  of: 'drip',
  tag: 'Drips',
  scope: 'automations:write',
  refuses: ['not_found'],
  summary: 'Update a drip',
  description: 'Changes what is being edited. People go on with the version that they entered, until it is published.',
  body: DripPatch,
  reply: { 200: DripView },
  async handle({ ctx, caller, id, body: { name, ...definition } }) {
    const change = { name, definition: definition as unknown as Partial<DripDefinition> }
    return toDripView(await updateDripInCore(dripContextOf(ctx), caller, id, change))
  },
})
