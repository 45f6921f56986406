import type { AuditWorld } from './audit-world.ts'
import { good, newEmail } from './audit-world.ts'
import { conversation } from './conversations.ts'
import { change, type Entries, entry } from './entry.ts'

const label = (world: AuditWorld) => world.make('/v1/labels', { name: `label ${world.next()}` })
const team = (world: AuditWorld) => world.make('/v1/teams', { name: `team ${world.next()}` })
const view = (world: AuditWorld) => world.make('/v1/inbox/views', { name: 'Open', filters: { status: 'open' } })

const macro = (world: AuditWorld) =>
  world.make('/v1/macros', { name: `macro ${world.next()}`, steps: { priority: 'high' } })
async function member(world: AuditWorld): Promise<string> {
  const invited = good(await world.call('POST', '/v1/invitations', { email: newEmail(world), role: 'agent' }))
  const given = { token: invited.body.token, name: 'Asha', password: 'correct horse battery staple' }
  return String((await world.open('/v1/invitations/accept', given)).body.member.id)
}

async function note(world: AuditWorld): Promise<string> {
  const path = `/v1/conversations/${await conversation(world)}/notes`
  return `${path}/${await world.make(path, { body: 'Look' })}`
}

/** How a team shares its conversations. */
export const inboxEntries: Entries = {
  'native changeInboxSettings': change('inbox.settings_changed', (world) =>
    world.call('PATCH', '/v1/inbox/settings', { capacity: 10 + world.next() }),
  ),
  'native changeInboxAgent': entry('agent.changed', member, (world, id) =>
    world.call('PATCH', `/v1/inbox/agents/${id}`, { available: true, capacity: 3 }),
  ),
  'native createInboxView': change('inbox_view.created', (world) =>
    world.call('POST', '/v1/inbox/views', { name: 'Unread', filters: { unread: true }, shared: true }),
  ),
  'native updateInboxView': entry('inbox_view.changed', view, (world, id) =>
    world.call('PATCH', `/v1/inbox/views/${id}`, { name: 'Mine' }),
  ),
  'native deleteInboxView': entry('inbox_view.deleted', view, (world, id) =>
    world.call('DELETE', `/v1/inbox/views/${id}`),
  ),
  'native createLabel': change('label.created', (world) =>
    world.call('POST', '/v1/labels', { name: `label ${world.next()}` }),
  ),
  'native updateLabel': entry('label.changed', label, (world, id) =>
    world.call('PATCH', `/v1/labels/${id}`, { colour: '#1f6feb' }),
  ),
  'native deleteLabel': entry('label.deleted', label, (world, id) => world.call('DELETE', `/v1/labels/${id}`)),
  'native createMacro': change('macro.created', (world) =>
    world.call('POST', '/v1/macros', { name: `macro ${world.next()}`, steps: { priority: 'high' } }),
  ),
  'native updateMacro': entry('macro.changed', macro, (world, id) =>
    world.call('PATCH', `/v1/macros/${id}`, { steps: { priority: 'low' } }),
  ),
  'native deleteMacro': entry('macro.deleted', macro, (world, id) => world.call('DELETE', `/v1/macros/${id}`)),
  'native runMacro': entry(
    'macro.run',
    async (world) => ({ id: await conversation(world), macroId: await macro(world) }),
    (world, { id, macroId }) => world.call('POST', `/v1/conversations/${id}/macros`, { macroId }),
  ),
  'native startBulkChange': change('bulk_change.started', (world) =>
    world.call('POST', '/v1/bulk-changes', { filters: { status: 'snoozed' }, steps: { priority: 'high' } }),
  ),
  'native createTeam': change('team.created', (world) =>
    world.call('POST', '/v1/teams', { name: `team ${world.next()}` }),
  ),
  'native updateTeam': entry('team.changed', team, (world, id) =>
    world.call('PATCH', `/v1/teams/${id}`, { name: `team ${world.next()}` }),
  ),
  'native deleteTeam': entry('team.deleted', team, (world, id) => world.call('DELETE', `/v1/teams/${id}`)),
  'native createConversationNote': entry('note.created', conversation, (world, id) =>
    world.call('POST', `/v1/conversations/${id}/notes`, { body: 'Look' }),
  ),
  'native deleteConversationNote': entry('note.deleted', note, (world, path) => world.call('DELETE', path)),
}
