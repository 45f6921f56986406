import { replayEvent } from '@dawk/core/webhooks/replays/replay-event.ts'
import { operation } from '#operations/operation.ts'
import { ReplayEventBody } from '#resources/webhook-endpoints/webhook-schemas.ts'
import { Queued } from './replay-params.ts'

export const deliverEvent = operation({
  route: 'POST /webhook-endpoints/:id/deliveries',
  of: 'webhook endpoint',
  tag: 'Webhook deliveries',
  scope: 'webhooks:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Deliver an event to an endpoint',
  description:
    'Whether it subscribes to the type or not, and under the same `webhook-id` however often it is asked for.',
  body: ReplayEventBody,
  reply: { 202: Queued },
  handle: async ({ ctx, caller, id, body }) => ({
    queued: await replayEvent(ctx.core, caller, id, body.eventId),
  }),
})
