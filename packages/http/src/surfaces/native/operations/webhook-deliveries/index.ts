import { deliverEvent } from './deliver-event.ts'
import { getWebhookDelivery } from './get-webhook-delivery.ts'
import { getWebhookReplay } from './get-webhook-replay.ts'
import { listWebhookDeliveries } from './list-webhook-deliveries.ts'
import { listWebhookReplays } from './list-webhook-replays.ts'
import { replayWebhookDelivery } from './replay-webhook-delivery.ts'
import { startWebhookReplay } from './start-webhook-replay.ts'
import { stopWebhookReplay } from './stop-webhook-replay.ts'

export const webhookDeliveries = {
  listWebhookDeliveries,
  getWebhookDelivery,
  replayWebhookDelivery,
  deliverEvent,
  startWebhookReplay,
  listWebhookReplays,
  getWebhookReplay,
  stopWebhookReplay,
}
