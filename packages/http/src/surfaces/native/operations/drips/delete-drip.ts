import { deleteDrip as deleteDripInCore } from '@dawk/core/engagement/drips/drips.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { dripContextOf } from './drip-view.ts'

export const deleteDrip = operation({
  route: 'DELETE /drips/:id',
  of: 'drip',
  tag: 'Drips',
  scope: 'automations:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Delete a drip',
  description: 'With everybody who was in it; messages stay. 409 while it is active, or people are under way.',
  reply: { 204: Type.Null() },
  async handle({ ctx, caller, id }) {
    await deleteDripInCore(dripContextOf(ctx), caller, id)
  },
})
