import { clearCallback } from '@dawk/core/messaging/numbers/set-callback.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { assertMayManageCallback } from './callback-view.ts'

export const clearNumberCallback = operation({
  route: 'DELETE /numbers/:id/callback',
  of: 'number',
  tag: 'Numbers',
  scope: 'numbers:write',
  refuses: ['not_found', 'conflict', 'upstream_refused'],
  summary: 'Take the callback of a number off',
  description: 'The app stays subscribed, and its own callback counts again. Where nothing is set nothing happens.',
  reply: { 204: Type.Null() },
  async handle({ ctx, caller, id }) {
    await assertMayManageCallback(ctx, caller, id)
    await clearCallback(ctx.numberSetup, caller, id)
  },
})
