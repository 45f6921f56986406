import type { AuditWorld } from './audit-world.ts'
import { change, type Entries, entry } from './entry.ts'

const source = (world: AuditWorld) => world.make('/v1/event-sources', { name: 'Shop' })

async function received(world: AuditWorld): Promise<{ id: string; eventId: string }> {
  const id = await source(world)
  const { url } = (await world.call('GET', `/v1/event-sources/${id}`)).body
  const { body } = await world.call('POST', new URL(url).pathname, { type: 'order' })
  return { id, eventId: body.ids[0] }
}

const connectionOf = (world: AuditWorld) => ({
  ...{ kind: 'shopify', name: 'Acme', settings: { shop: `acme-${world.next()}.myshopify.com` } },
  credentials: { clientId: 'client', clientSecret: 'shpss_secret' },
})
const connection = (world: AuditWorld) => world.make('/v1/connections', connectionOf(world))

export const integrationEntries: Entries = {
  'native createConnection': change('connection.created', (world) =>
    world.call('POST', '/v1/connections', connectionOf(world)),
  ),
  'native updateConnection': entry('connection.changed', connection, (world, id) =>
    world.call('PATCH', `/v1/connections/${id}`, { name: 'Another' }),
  ),
  'native syncConnection': entry('connection.synced', connection, (world, id) =>
    world.call('POST', `/v1/connections/${id}/sync`),
  ),
  'native deleteConnection': entry('connection.deleted', connection, (world, id) =>
    world.call('DELETE', `/v1/connections/${id}`),
  ),
  'native createEventSource': change('event_source.created', (world) =>
    world.call('POST', '/v1/event-sources', { name: 'Shop' }),
  ),
  'native updateEventSource': entry('event_source.changed', source, (world, id) =>
    world.call('PATCH', `/v1/event-sources/${id}`, { state: 'paused' }),
  ),
  'native rotateEventSource': entry('event_source.rotated', source, (world, id) =>
    world.call('POST', `/v1/event-sources/${id}/rotate`, { what: 'url' }),
  ),
  'native deleteEventSource': entry('event_source.deleted', source, (world, id) =>
    world.call('DELETE', `/v1/event-sources/${id}`),
  ),
  'native replayIncomingEvent': entry('event_source.replayed', received, (world, { id, eventId }) =>
    world.call('POST', `/v1/event-sources/${id}/events/${eventId}/replay`),
  ),
  'native replayIncomingEvents': entry('event_source.replayed', received, (world, { id }) =>
    world.call('POST', `/v1/event-sources/${id}/replay`, { state: 'unmapped' }),
  ),
}
