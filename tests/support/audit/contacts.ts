import type { AuditWorld } from './audit-world.ts'
import { change, type Entries, entry } from './entry.ts'

const attribute = (world: AuditWorld) => world.make('/v1/attributes', { key: `field_${world.next()}`, type: 'text' })
const tag = (world: AuditWorld) => world.make('/v1/tags', { name: `tag ${world.next()}` })

/** What an account keeps of people. */
export const contactEntries: Entries = {
  'native createAttribute': change('attribute.created', (world) =>
    world.call('POST', '/v1/attributes', { key: `field_${world.next()}`, type: 'text' }),
  ),
  'native updateAttribute': entry('attribute.changed', attribute, (world, id) =>
    world.call('PATCH', `/v1/attributes/${id}`, { label: 'Another' }),
  ),
  'native createTag': change('tag.created', (world) => world.call('POST', '/v1/tags', { name: `tag ${world.next()}` })),
  'native updateTag': entry('tag.changed', tag, (world, id) =>
    world.call('PATCH', `/v1/tags/${id}`, { name: `tag ${world.next()}` }),
  ),
  'native deleteTag': entry('tag.deleted', tag, (world, id) => world.call('DELETE', `/v1/tags/${id}`)),
}
