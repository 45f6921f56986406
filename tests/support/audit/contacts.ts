import type { AuditWorld } from './audit-world.ts'
import { change, type Entries, entry } from './entry.ts'

const attribute = (world: AuditWorld) => world.make('/v1/attributes', { key: `field_${world.next()}`, type: 'text' })
const tag = (world: AuditWorld) => world.make('/v1/tags', { name: `tag ${world.next()}` })

let lastPhone = 919_900_300_000
const contact = (world: AuditWorld) => world.make('/v1/contacts', { phone: String(++lastPhone) })

const tagged = (world: AuditWorld) => world.make('/v1/contacts', { phone: String(++lastPhone), tags: ['audited'] })
async function merged(world: AuditWorld): Promise<string> {
  const [one, other] = [await contact(world), await contact(world)]
  return (await world.call('POST', `/v1/contacts/${one}/merge`, { contactId: other })).body.mergeId
}

const segment = (world: AuditWorld) => world.make('/v1/segments', { name: `segment ${world.next()}` })

/** What an account keeps of people. */
export const contactEntries: Entries = {
  'native createContact': change('contact.created', (world) =>
    world.call('POST', '/v1/contacts', { phone: String(++lastPhone) }),
  ),
  'native updateContact': entry('contact.changed', contact, (world, id) =>
    world.call('PATCH', `/v1/contacts/${id}`, { name: 'Asha' }),
  ),
  'native upsertContact': change('contact.created', (world) =>
    world.call('PUT', `/v1/contacts/by/phone/${++lastPhone}`, { name: 'Asha' }),
  ),
  'native bulkWriteContacts': change('contact.bulk_written', (world) =>
    world.call('POST', '/v1/contacts/bulk', { contacts: [{ phone: String(++lastPhone) }] }),
  ),
  'native deleteContact': entry('contact.deleted', contact, (world, id) => world.call('DELETE', `/v1/contacts/${id}`)),
  'native tagContact': entry('contact.changed', contact, (world, id) =>
    world.call('POST', `/v1/contacts/${id}/tags`, { tags: ['audited'] }),
  ),
  'native untagContact': entry('contact.changed', tagged, (world, id) =>
    world.call('DELETE', `/v1/contacts/${id}/tags/audited`),
  ),
  'native mergeContacts': entry('contact.merged', contact, async (world, id) =>
    world.call('POST', `/v1/contacts/${id}/merge`, { contactId: await contact(world) }),
  ),
  'native undoContactMerge': entry('contact.unmerged', merged, (world, id) =>
    world.call('POST', `/v1/contacts/merges/${id}/undo`),
  ),
  'native changeContactSettings': change('contact_settings.changed', (world) =>
    world.call('PATCH', '/v1/contact-settings', { sourcePriority: [['api'], ['agent']] }),
  ),
  'native createSegment': change('segment.created', (world) =>
    world.call('POST', '/v1/segments', { name: `segment ${world.next()}` }),
  ),
  'native updateSegment': entry('segment.changed', segment, (world, id) =>
    world.call('PATCH', `/v1/segments/${id}`, { name: `segment ${world.next()}` }),
  ),
  'native deleteSegment': entry('segment.deleted', segment, (world, id) => world.call('DELETE', `/v1/segments/${id}`)),
  'native changeSegmentMembers': entry('segment.members_changed', segment, async (world, id) =>
    world.call('POST', `/v1/segments/${id}/members`, { add: [await contact(world)] }),
  ),
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
