import type { Reply } from '../gateway.ts'
import { type AuditWorld, good } from './audit-world.ts'
import { change, type Entries, entry } from './entry.ts'

const endpoint = (world: AuditWorld) =>
  world.make('/v1/webhook-endpoints', { url: 'http://127.0.0.1:9/hook', eventTypes: ['message.received'] })

async function rotatedEndpoint(world: AuditWorld): Promise<string> {
  const id = await endpoint(world)
  good(await world.call('POST', `/v1/webhook-endpoints/${id}/secret`, { graceSeconds: 3600 }))
  return id
}

const startReplay = (world: AuditWorld, endpointId: string) =>
  world.call('POST', `/v1/webhook-endpoints/${endpointId}/replays`, { what: 'all', from: '2026-01-01T00:00:00Z' })

async function stopReplay(world: AuditWorld, endpointId: string): Promise<Reply> {
  for (;;) {
    const { body } = good(await startReplay(world, endpointId))
    const stopped = await world.call('POST', `/v1/webhook-endpoints/${endpointId}/replays/${body.id}/stop`)
    if (stopped.status !== 409) return stopped // else it was over already: again
  }
}

const savePortalWebhook = (world: AuditWorld) =>
  world.call('PUT', '/api/v1/webhook', { webhookUrl: 'http://127.0.0.1:9/portal', webhookEnabled: true })
const saveWebhook = (world: AuditWorld) => world.call('PUT', '/auth/me/webhook', { url: 'http://127.0.0.1:9/whatsapi' })

/** Where the account's webhooks go, and what goes there again. */
export const webhookEntries: Entries = {
  'native createWebhookEndpoint': change('webhook_endpoint.created', (world) =>
    world.call('POST', '/v1/webhook-endpoints', { url: 'http://127.0.0.1:9/new', eventTypes: ['message.received'] }),
  ),
  'native changeWebhookEndpoint': entry('webhook_endpoint.changed', endpoint, (world, id) =>
    world.call('PATCH', `/v1/webhook-endpoints/${id}`, { description: 'Till' }),
  ),
  'native deleteWebhookEndpoint': entry('webhook_endpoint.deleted', endpoint, (world, id) =>
    world.call('DELETE', `/v1/webhook-endpoints/${id}`),
  ),
  'native rotateWebhookSecret': entry('webhook_endpoint.secret_rotated', endpoint, (world, id) =>
    world.call('POST', `/v1/webhook-endpoints/${id}/secret`, {}),
  ),
  'native revokePreviousWebhookSecret': entry('webhook_endpoint.secret_revoked', rotatedEndpoint, (world, id) =>
    world.call('DELETE', `/v1/webhook-endpoints/${id}/previous-secret`),
  ),
  'native startWebhookReplay': entry('webhook_replay.started', endpoint, startReplay),
  'native stopWebhookReplay': entry('webhook_replay.stopped', endpoint, stopReplay),
  'waba-portal saveWebhook': change('webhook_endpoint.created', savePortalWebhook),
  'waba-portal removeWebhook': entry('webhook_endpoint.deleted', savePortalWebhook, (world) =>
    world.call('DELETE', '/api/v1/webhook'),
  ),
  'whatsapi saveWebhook': change('webhook_endpoint.created', saveWebhook),
  'whatsapi removeWebhook': entry('webhook_endpoint.deleted', saveWebhook, (world) =>
    world.call('DELETE', '/auth/me/webhook'),
  ),
}
