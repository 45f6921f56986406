import type { Delivery } from '@dawk/core/webhooks/deliveries/delivery-log-store.ts'
import type { DeliveryAttempt } from '@dawk/core/webhooks/deliveries/delivery-store.ts'
import type { Endpoint } from '@dawk/core/webhooks/endpoints/endpoint-store.ts'
import type { Replay } from '@dawk/core/webhooks/replays/replay-store.ts'

export const toEndpointView = (endpoint: Endpoint) => ({
  id: endpoint.id,
  url: endpoint.url,
  dialect: endpoint.dialect,
  eventTypes: endpoint.eventTypes,
  description: endpoint.description,
  ordered: endpoint.ordered,
  enabled: endpoint.enabled,
  disabledReason: endpoint.disabledReason,
  failingSince: endpoint.failingSince,
  previousSecretUntil: endpoint.previousSecretUntil,
  managedByDialect: endpoint.singular,
  createdAt: endpoint.createdAt,
  updatedAt: endpoint.updatedAt,
})

export const toAttemptView = ({ at, status, ms, error, response }: DeliveryAttempt) => ({
  at,
  status,
  durationMs: ms,
  error,
  response,
})

export const toDeliveryView = (delivery: Delivery) => ({
  id: delivery.id,
  endpointId: delivery.endpointId,
  eventId: delivery.eventId,
  eventType: delivery.eventType,
  status: delivery.state,
  attempts: delivery.attempts.map(toAttemptView),
  nextAttemptAt: delivery.nextAttemptAt,
  updatedAt: delivery.updatedAt,
})

export const toReplayView = (replay: Replay) => ({
  id: replay.id,
  endpointId: replay.endpointId,
  what: replay.what,
  from: replay.from,
  to: replay.to,
  status: replay.state,
  examined: replay.examined,
  queued: replay.queued,
  detail: replay.detail,
  createdAt: replay.createdAt,
  finishedAt: replay.finishedAt,
})
