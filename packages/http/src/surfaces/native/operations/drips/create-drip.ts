import { type DripDefinition, defaultDrip } from '@dawk/core/engagement/drips/drip.ts'
import { createDrip as createDripInCore } from '@dawk/core/engagement/drips/drips.ts'
import { operation } from '#operations/operation.ts'
import { DripView, NewDripBody } from '../../schemas/drip-schemas.ts'
import { dripContextOf, toDripView } from './drip-view.ts'

export const createDrip = operation({
  route: 'POST /drips',
  tag: 'Drips',
  scope: 'automations:write',
  summary: 'Create a drip',
  description: 'A draft: nobody enters before it is published. docs/drips.md describes its members.',
  body: NewDripBody,
  reply: { 201: DripView },
  async handle({ ctx, caller, body: { name, ...given } }) {
    const definition = { ...defaultDrip, ...given } as unknown as DripDefinition
    return toDripView(await createDripInCore(dripContextOf(ctx), caller, { name, definition }))
  },
})
