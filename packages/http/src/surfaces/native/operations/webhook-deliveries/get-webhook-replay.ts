import { getReplay } from '@dawk/core/webhooks/replays/replay.ts'
import { operation } from '#operations/operation.ts'
import { ReplayView } from '#resources/webhook-endpoints/webhook-schemas.ts'
import { toReplayView } from '#resources/webhook-endpoints/webhook-views.ts'
import { idsOf, ReplayParams } from './replay-params.ts'

export const getWebhookReplay = operation({
  route: 'GET /webhook-endpoints/:id/replays/:replayId',
  tag: 'Webhook deliveries',
  scope: 'webhooks:read',
  refuses: ['not_found'],
  summary: 'Get a replay',
  description: 'How far it is.',
  params: ReplayParams,
  reply: { 200: ReplayView },
  async handle({ ctx, caller, params }) {
    const [endpointId, replayId] = idsOf(params)
    return toReplayView(await getReplay(ctx.core, caller, endpointId, replayId))
  },
})
