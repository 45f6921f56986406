import { until } from '../processes.ts'
import type { AuditWorld } from './audit-world.ts'
import { conversation } from './conversations.ts'
import { change, type Entries, entry } from './entry.ts'

const spec = {
  spec: 'dawk.flow/1',
  start: 'wait',
  nodes: { wait: { kind: 'wait_event', data: { name: 'never' }, exits: { ok: null } } },
}

const flow = (world: AuditWorld) => world.make('/v1/flows', { name: 'Flow', spec })

async function published(world: AuditWorld): Promise<string> {
  const id = await flow(world)
  await world.call('POST', `/v1/flows/${id}/publish`)
  return id
}

async function start(world: AuditWorld, id: string) {
  const contactId = (await world.call('GET', `/v1/conversations/${await conversation(world)}`)).body.contact.id
  return world.call('POST', `/v1/flows/${id}/sessions`, { contactId })
}

async function session(world: AuditWorld): Promise<string> {
  const { sessionId } = (await start(world, await published(world))).body
  await until('the session', async () => (await world.call('GET', `/v1/flow-sessions/${sessionId}`)).status === 200)
  return sessionId
}

export const flowEntries: Entries = {
  'native createFlow': change('flow.created', (world) => world.call('POST', '/v1/flows', { name: 'Flow', spec })),
  'native updateFlow': entry('flow.changed', flow, (world, id) =>
    world.call('PATCH', `/v1/flows/${id}`, { name: 'Another' }),
  ),
  'native publishFlow': entry('flow.published', flow, (world, id) => world.call('POST', `/v1/flows/${id}/publish`)),
  'native startFlowSession': entry('flow_session.started', published, start),
  'native stopFlowSession': entry('flow_session.stopped', session, (world, id) =>
    world.call('POST', `/v1/flow-sessions/${id}/stop`),
  ),
  'native pauseBots': entry('bot.paused', conversation, (world, id) =>
    world.call('PUT', `/v1/conversations/${id}/bot`, { pausedUntil: null }),
  ),
}
