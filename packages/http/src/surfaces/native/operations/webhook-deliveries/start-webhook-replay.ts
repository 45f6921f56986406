import { startReplay } from '@dawk/core/webhooks/replays/replay.ts'
import { operation } from '#operations/operation.ts'
import { toInstant } from '#resources/instants.ts'
import { ReplayBody, ReplayView } from '#resources/webhook-endpoints/webhook-schemas.ts'
import { toReplayView } from '#resources/webhook-endpoints/webhook-views.ts'

export const startWebhookReplay = operation({
  route: 'POST /webhook-endpoints/:id/replays',
  of: 'webhook endpoint',
  tag: 'Webhook deliveries',
  scope: 'webhooks:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Replay a span of events',
  description:
    'Events recorded from `from` to `to` (left out: now) are delivered once more, in the background and behind what is ' +
    'new. Deliveries keep their `webhook-id`. One replay to an endpoint at a time.',
  body: ReplayBody,
  reply: { 202: ReplayView },
  async handle({ ctx, caller, id, body }) {
    const { what, from, to } = body
    const span = { from: toInstant(from, 'from'), to: to === undefined ? null : toInstant(to, 'to') }
    return toReplayView(await startReplay(ctx.core, caller, id, { what, ...span }))
  },
})
