import { cancelReplay } from '@dawk/core/webhooks/replays/replay.ts'
import { operation } from '#operations/operation.ts'
import { ReplayView } from '#resources/webhook-endpoints/webhook-schemas.ts'
import { toReplayView } from '#resources/webhook-endpoints/webhook-views.ts'
import { idsOf, ReplayParams } from './replay-params.ts'

export const stopWebhookReplay = operation({
  route: 'POST /webhook-endpoints/:id/replays/:replayId/stop',
  tag: 'Webhook deliveries',
  scope: 'webhooks:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Stop a replay',
  description: 'What it has queued so far is still delivered.',
  params: ReplayParams,
  reply: { 200: ReplayView },
  async handle({ ctx, caller, params }) {
    const [endpointId, replayId] = idsOf(params)
    return toReplayView(await cancelReplay(ctx.core, caller, endpointId, replayId))
  },
})
