import { until } from '../processes.ts'
import { type AuditWorld, good } from './audit-world.ts'
import { change, type Entries, entry } from './entry.ts'

export interface MadeTemplate {
  id: string
  metaId: string
  name: string
}

/** Meta rejects a text that it has already. */
const draft = (world: AuditWorld, name = `audited_${world.next()}`) => ({
  name,
  language: 'en_US',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: `Your order for ${name} is ready.` }],
})

export const edited = (world: AuditWorld) => ({
  components: [{ type: 'BODY', text: `Your parcel ${world.next()} is on its way.` }],
})

export async function template(world: AuditWorld): Promise<MadeTemplate> {
  const { body } = good(await world.call('POST', '/v1/templates', draft(world)))
  const state = async () => (await world.call('GET', `/v1/templates/${body.id}`)).body.status
  await until('the review', async () => (await state()) === 'APPROVED', 8_000)
  return body
}

async function heldTemplate(world: AuditWorld): Promise<string> {
  const { id, metaId } = await template(world)
  await world.simulator.call('POST', `templates/${metaId}/category`, { category: 'MARKETING' })
  const read = async () => (await world.call('GET', `/v1/templates/${id}`)).body
  await until('it to be held', async () => (await read()).holdBefore !== null)
  return id
}

export const templateEntries: Entries = {
  'cloud-api createTemplate': change('template.created', (world) =>
    world.call('POST', `/graph/v23.0/${world.wabaId}/message_templates`, draft(world)),
  ),
  'cloud-api updateNode': entry('template.edited', template, (world, { metaId }) =>
    world.call('POST', `/graph/v23.0/${metaId}`, edited(world)),
  ),
  'cloud-api deleteTemplate': entry('template.deleted', template, (world, { name }) =>
    world.call('DELETE', `/graph/v23.0/${world.wabaId}/message_templates?name=${name}`),
  ),
  'native createTemplate': change('template.created', (world) => world.call('POST', '/v1/templates', draft(world))),
  'native editTemplate': entry('template.edited', template, (world, { id }) =>
    world.call('PATCH', `/v1/templates/${id}`, edited(world)),
  ),
  'native deleteTemplate': entry('template.deleted', template, (world, { id }) =>
    world.call('DELETE', `/v1/templates/${id}`),
  ),
  'native releaseTemplate': entry('template.released', heldTemplate, (world, id) =>
    world.call('POST', `/v1/templates/${id}/release`),
  ),
  'waba-portal createTemplate': change('template.created', (world) =>
    world.call('POST', '/api/v1/templates', draft(world)),
  ),
  'waba-portal editTemplate': entry('template.edited', template, (world, { metaId }) =>
    world.call('POST', `/api/v1/templates/${metaId}/edit`, edited(world)),
  ),
  'waba-portal deleteTemplate': entry('template.deleted', template, (world, { name }) =>
    world.call('DELETE', `/api/v1/templates/${name}`),
  ),
}
