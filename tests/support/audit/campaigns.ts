import { until } from '../processes.ts'
import type { AuditWorld } from './audit-world.ts'
import { change, type Entries, entry } from './entry.ts'

async function draft(world: AuditWorld): Promise<object> {
  const { body } = await world.call('GET', '/v1/numbers')
  await until(
    'the templates',
    async () => (await world.call('GET', '/v1/templates?name=hello_world')).body.data.length > 0,
  )
  return { name: 'Offer', numberId: body.data[0].id, template: { name: 'hello_world', language: 'en_US' } }
}

const campaign = async (world: AuditWorld) => world.make('/v1/campaigns', await draft(world))

async function later(world: AuditWorld): Promise<string> {
  const at = new Date(Date.now() + 24 * 3600_000).toISOString()
  const id = await world.make('/v1/campaigns', { ...(await draft(world)), schedule: { at } })
  await world.call('POST', `/v1/campaigns/${id}/launch`)
  return id
}

async function paused(world: AuditWorld): Promise<string> {
  const id = await later(world)
  await world.call('POST', `/v1/campaigns/${id}/pause`)
  return id
}

async function ended(world: AuditWorld): Promise<string> {
  const id = await campaign(world)
  await world.call('POST', `/v1/campaigns/${id}/launch`)
  await until('it has ended', async () => (await world.call('GET', `/v1/campaigns/${id}`)).body.state === 'completed')
  return id
}

const dripOf = async (world: AuditWorld): Promise<object> => {
  const { numberId } = (await draft(world)) as { numberId: string }
  return { name: 'Welcome', numberId, steps: [{ key: 'wait', kind: 'wait', minutes: 60 }] }
}
const drip = async (world: AuditWorld) => world.make('/v1/drips', await dripOf(world))

async function published(world: AuditWorld): Promise<string> {
  const id = await drip(world)
  await world.call('POST', `/v1/drips/${id}/publish`, {})
  return id
}

async function pausedDrip(world: AuditWorld): Promise<string> {
  const id = await published(world)
  await world.call('POST', `/v1/drips/${id}/pause`)
  return id
}

let people = 0
async function enroll(world: AuditWorld, id: string) {
  people += 1
  const contactId = await world.make('/v1/contacts', { phone: `9199000${String(people).padStart(5, '0')}` })
  return world.call('POST', `/v1/drips/${id}/enrollments`, { contactIds: [contactId], key: 'audit' })
}

async function enrolled(world: AuditWorld): Promise<string> {
  const id = await published(world)
  const { body } = await enroll(world, id)
  return `${id}/enrollments/${body.enrolled[0].enrollmentId}`
}

export const campaignEntries: Entries = {
  'native createDrip': change('drip.created', async (world) => world.call('POST', '/v1/drips', await dripOf(world))),
  'native updateDrip': entry('drip.changed', drip, (world, id) =>
    world.call('PATCH', `/v1/drips/${id}`, { name: 'Another' }),
  ),
  'native publishDrip': entry('drip.published', drip, (world, id) => world.call('POST', `/v1/drips/${id}/publish`, {})),
  'native pauseDrip': entry('drip.paused', published, (world, id) => world.call('POST', `/v1/drips/${id}/pause`)),
  'native resumeDrip': entry('drip.resumed', pausedDrip, (world, id) => world.call('POST', `/v1/drips/${id}/resume`)),
  'native archiveDrip': entry('drip.archived', pausedDrip, (world, id) =>
    world.call('POST', `/v1/drips/${id}/archive`),
  ),
  'native deleteDrip': entry('drip.deleted', drip, (world, id) => world.call('DELETE', `/v1/drips/${id}`)),
  'native enrollContacts': entry('drip.enrolled', published, enroll),
  'native cancelEnrollment': entry('drip.canceled', enrolled, (world, path) =>
    world.call('DELETE', `/v1/drips/${path}`),
  ),
  'native createCampaign': change('campaign.created', async (world) =>
    world.call('POST', '/v1/campaigns', await draft(world)),
  ),
  'native updateCampaign': entry('campaign.changed', campaign, (world, id) =>
    world.call('PATCH', `/v1/campaigns/${id}`, { name: 'Another' }),
  ),
  'native deleteCampaign': entry('campaign.deleted', campaign, (world, id) =>
    world.call('DELETE', `/v1/campaigns/${id}`),
  ),
  'native launchCampaign': entry('campaign.launched', campaign, (world, id) =>
    world.call('POST', `/v1/campaigns/${id}/launch`),
  ),
  'native pauseCampaign': entry('campaign.paused', later, (world, id) =>
    world.call('POST', `/v1/campaigns/${id}/pause`),
  ),
  'native resumeCampaign': entry('campaign.resumed', paused, (world, id) =>
    world.call('POST', `/v1/campaigns/${id}/resume`),
  ),
  'native cancelCampaign': entry('campaign.canceled', later, (world, id) =>
    world.call('POST', `/v1/campaigns/${id}/cancel`),
  ),
  'native changeLinkSettings': change('link_settings.changed', (world) =>
    world.call('PATCH', '/v1/link-settings', { expiresDays: 30 }),
  ),
  'native retryCampaign': entry('campaign.retried', ended, (world, id) =>
    world.call('POST', `/v1/campaigns/${id}/retry`, { scope: 'failed' }),
  ),
}
