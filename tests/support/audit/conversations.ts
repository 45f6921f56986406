import { files } from '../../media/files.ts'
import { until } from '../processes.ts'
import type { AuditWorld } from './audit-world.ts'
import { change, type Entries, entry } from './entry.ts'

const cannedReply = async ({ call, next }: AuditWorld): Promise<string> =>
  (await call('POST', '/v1/canned-replies', { shortcut: `reply${next()}`, body: 'Hello' })).body.id

async function upload({ gateway }: AuditWorld): Promise<string> {
  const body = new FormData()
  body.set('file', new Blob([Buffer.from(files.jpeg)], { type: 'image/jpeg' }), 'a.jpg')
  const headers = { authorization: `Bearer ${gateway.apiKey}` }
  const reply = await fetch(`${gateway.url}/v1/media`, { method: 'POST', headers, body })
  return String(((await reply.json()) as { id: string }).id)
}

export async function conversation({ call, gateway, simulator, next }: AuditWorld): Promise<string> {
  const from = `1415555${1000 + next()}`
  await simulator.inbound({ phoneNumberId: gateway.phoneNumberId, from, type: 'text', text: { body: 'Hi' } })
  const [found] = await until('the conversation', async () => {
    const { data } = (await call('GET', `/v1/conversations?search=${from}`)).body
    return data.length === 1 && (data as { id: string }[])
  })
  return found?.id ?? ''
}

/** Somebody who has written. */
export const conversationContact = async (world: AuditWorld): Promise<string> =>
  (await world.call('GET', `/v1/conversations/${await conversation(world)}`)).body.contact.id

/** What people and the account have said to each other. */
export const conversationEntries: Entries = {
  'native createCannedReply': change('canned_reply.created', (world) =>
    world.call('POST', '/v1/canned-replies', { shortcut: `reply${world.next()}`, body: 'Hello' }),
  ),
  'native updateCannedReply': entry('canned_reply.changed', cannedReply, (world, id) =>
    world.call('PATCH', `/v1/canned-replies/${id}`, { body: 'Hello again' }),
  ),
  'native deleteCannedReply': entry('canned_reply.deleted', cannedReply, (world, id) =>
    world.call('DELETE', `/v1/canned-replies/${id}`),
  ),
  'native changeConversation': entry('conversation.changed', conversation, (world, id) =>
    world.call('PATCH', `/v1/conversations/${id}`, { status: 'closed' }),
  ),
  'native eraseContact': entry('contact.erasure_requested', conversationContact, (world, id) =>
    world.call('POST', `/v1/contacts/${id}/erase`),
  ),
  'native deleteMedia': entry('media.deleted', upload, (world, id) => world.call('DELETE', `/v1/media/${id}`)),
  'cloud-api deleteMedia': entry('media.deleted', upload, (world, id) => world.call('DELETE', `/graph/v23.0/${id}`)),
}
