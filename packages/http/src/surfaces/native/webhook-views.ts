import type { Delivery } from '@dawk/core/webhooks/deliveries/delivery-log.ts'
import type { DeliveryAttempt } from '@dawk/core/webhooks/deliveries/delivery-repository.ts'
import type { Endpoint } from '@dawk/core/webhooks/endpoints/endpoint-repository.ts'
import type { Replay } from '@dawk/core/webhooks/replays/replay-repository.ts'

export const toEndpointView = (endpoint: Endpoint) => ({
  id: endpoint.id,
  url: endpoint.url,
  dialect: endpoint.dialect,
  eventTypes: endpoint.eventTypes,
  description: endpoint.description,
  ordered: endpoint.ordered,
  enabled: endpoint.enabled,
  disabledReason: endpoint.disabledReason,
  failingSince: endpoint.failingSince?.toISOString() ?? null,
  previousSecretUntil: endpoint.previousSecretUntil?.toISOString() ?? null,
  managedByDialect: endpoint.singular,
  createdAt: endpoint.createdAt.toISOString(),
  updatedAt: endpoint.updatedAt.toISOString(),
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
  nextAttemptAt: delivery.nextAttemptAt?.toISOString() ?? null,
  updatedAt: delivery.updatedAt.toISOString(),
})

export const toReplayView = (replay: Replay) => ({
  id: replay.id,
  endpointId: replay.endpointId,
  what: replay.what,
  from: replay.from.toISOString(),
  to: replay.to.toISOString(),
  status: replay.state,
  examined: replay.examined,
  queued: replay.queued,
  detail: replay.detail,
  createdAt: replay.createdAt.toISOString(),
  finishedAt: replay.finishedAt?.toISOString() ?? null,
})
