import { readCallback } from '@dawk/core/messaging/numbers/set-callback.ts'
import { operation } from '#operations/operation.ts'
import { reachableNumber } from '#surfaces/native/reachable-number.ts'
import { CallbackView, toCallbackView } from './callback-view.ts'

export const getNumberCallback = operation({
  route: 'GET /numbers/:id/callback',
  of: 'number',
  tag: 'Numbers',
  scope: 'numbers:read',
  refuses: ['not_found', 'conflict', 'upstream_refused'],
  summary: 'Get where the webhooks of a number go',
  description: 'As Meta has it now.',
  reply: { 200: CallbackView },
  async handle({ ctx, caller, id }) {
    await reachableNumber(ctx, caller, id)
    return toCallbackView(await readCallback(ctx.numberSetup, caller, id))
  },
})
