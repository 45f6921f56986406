import { listReplays } from '@dawk/core/webhooks/replays/replay.ts'
import { list } from '#operations/list.ts'
import { ReplayView } from '#resources/webhook-endpoints/webhook-schemas.ts'
import { toReplayView } from '#resources/webhook-endpoints/webhook-views.ts'

export const listWebhookReplays = list({
  route: 'GET /webhook-endpoints/:id/replays',
  of: 'webhook endpoint',
  tag: 'Webhook deliveries',
  scope: 'webhooks:read',
  refuses: ['not_found'],
  summary: 'List replays',
  description: 'Of one endpoint, newest first.',
  item: ReplayView,
  read: ({ ctx, caller, id }, { after: before, limit }) => listReplays(ctx.core, caller, id, { before, limit }),
  view: toReplayView,
})
