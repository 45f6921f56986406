import { replayDelivery } from '@dawk/core/webhooks/replays/replay-event.ts'
import { operation } from '#operations/operation.ts'
import { Queued } from './replay-params.ts'

export const replayWebhookDelivery = operation({
  route: 'POST /webhook-deliveries/:id/replay',
  of: 'delivery',
  tag: 'Webhook deliveries',
  scope: 'webhooks:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Deliver once more',
  description: 'Under the same `webhook-id`: a receiver that has it may ignore it. 409 while the endpoint is off.',
  reply: { 202: Queued },
  handle: async ({ ctx, caller, id }) => ({ queued: await replayDelivery(ctx.core, caller, id) }),
})
