import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../support/gateway.ts'
import { type Meta, startMeta } from '../support/meta.ts'
import { type CaseWorld, openCase } from './case-world.ts'

/** What every surface that reads messages shows of those that are odd, changed, taken back, or written in a group. */
let meta: Meta
let gateway: RunningGateway
beforeAll(async () => {
  meta = await startMeta()
  await meta.control('PUT', 'faults', { statuses: 'none' })
  gateway = await startGateway(null, { ...meta.env, EGRESS_ALLOW_CIDRS: '127.0.0.0/8' })
})
afterAll(async () => {
  await gateway.close()
  await meta.close()
})

let clock = Math.floor(Date.now() / 1000) - 1000

/** Posts one message as Meta does, in JSON text, so that its numbers may be larger than JavaScript's. */
async function receive({ number }: CaseWorld, message: string): Promise<void> {
  const value = `{"messaging_product":"whatsapp","metadata":{"display_phone_number":"1","phone_number_id":"${number.phoneNumberId}"},"contacts":[],"messages":[{"timestamp":"${++clock}",${message.slice(1)}]}`
  const raw = `{"object":"whatsapp_business_account","entry":[{"id":"${number.wabaId}","changes":[{"field":"messages","value":${value}}]}]}`
  const signature = `sha256=${createHmac('sha256', meta.appSecret).update(raw).digest('hex')}`
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature }
  const reply = await fetch(`${gateway.url}/webhooks/whatsapp`, { method: 'POST', headers, body: raw })
  assert.equal(reply.status, 200)
}

/** The same message as each surface reads it. */
async function readEverywhere(world: CaseWorld, id: string, peer: string) {
  const get = async (path: string) => {
    const { status, body } = await world.call('GET', path)
    assert.equal(status, 200, `${path}: ${JSON.stringify(body)}`)
    return body
  }
  const [native, whatsapi, mobile] = [
    await get(`/v1/messages/${id}`),
    (await get(`/messages/${id}`)).data,
    await get(`/rest/wab/v1/messages?id=${id}`),
  ]
  const listed = (await get('/v1/messages?limit=100')).data.find((one: { id: string }) => one.id === id)
  assert.deepEqual(listed, native)
  const portal = (await get(`/api/v1/conversations/${encodeURIComponent(peer)}/messages`)).data.find(
    (one: { id: string }) => one.id === id,
  )
  return { native, whatsapi, mobile: { ...mobile, content: JSON.parse(mobile.content) }, portal }
}

const newest = async (world: CaseWorld): Promise<string> => (await world.messages())[0].id

test('an edited text shows its new words everywhere and is marked, a deleted one has none', async () => {
  const world = await openCase(gateway, meta)
  const from = '919900118001'
  const original = 'wamid.edited-on-every-surface'
  await receive(world, JSON.stringify({ id: original, from, type: 'text', text: { body: 'first words' } }))
  const edit = { original_message_id: original, message: { type: 'text', text: { body: 'second words' } } }
  await receive(world, JSON.stringify({ id: `${original}.2`, from, type: 'edit', edit }))
  const id = await newest(world)
  const edited = await readEverywhere(world, id, from)
  assert.ok(!JSON.stringify(edited).includes('first words'))
  assert.equal(edited.native.timeline.at(-1).status, 'edited')
  assert.deepEqual([edited.whatsapi.body, edited.whatsapi.timeline.at(-1).status], ['second words', 'edited'])
  assert.deepEqual([edited.mobile.content.text.body, edited.mobile.content.edited], ['second words', true])
  assert.deepEqual([edited.portal.content.text.body, edited.portal.edited], ['second words', true])
  const revoke = { original_message_id: original }
  await receive(world, JSON.stringify({ id: `${original}.3`, from, type: 'revoke', revoke }))
  const deleted = await readEverywhere(world, id, from)
  assert.ok(!JSON.stringify(deleted).includes('words'))
  const types = [deleted.native, deleted.whatsapi, deleted.mobile.content, deleted.portal].map(({ type }) => type)
  assert.deepEqual(types, ['deleted', 'deleted', 'deleted', 'deleted'])
  assert.deepEqual([deleted.whatsapi.body, deleted.portal.edited], [null, undefined])
})

test('a text in a conversation of waba-portal is its words, with no member beside them', async () => {
  const world = await openCase(gateway, meta)
  const from = '919900118005'
  await receive(
    world,
    JSON.stringify({ id: 'wamid.preview', from, type: 'text', text: { body: 'a', preview_url: true } }),
  )
  const { portal } = await readEverywhere(world, await newest(world), from)
  assert.deepEqual(portal.content, { text: { body: 'a' } })
})

test('large integers keep their digits on every surface', async () => {
  const world = await openCase(gateway, meta)
  const from = '919900118002'
  const order =
    '{"catalog_id":26125463183724451,"product_items":[{"product_retailer_id":90071992547409931,"quantity":1}]}'
  await receive(world, `{"id":"wamid.large","from":"${from}","type":"order","order":${order}}`)
  const { native, mobile, portal } = await readEverywhere(world, await newest(world), from)
  for (const shown of [native, mobile, portal]) {
    assert.match(JSON.stringify(shown), /26125463183724451/)
    assert.match(JSON.stringify(shown), /90071992547409931/)
  }
})

test('a message in a group names its sender everywhere, and the list of the group opens', async () => {
  const world = await openCase(gateway, meta)
  const [group, from, userId] = ['Y2FwaV9ncm91cDoxNzA1NTU1MDEz', '919900118003', 'IN.118003']
  const message = {
    id: 'wamid.group',
    from,
    from_user_id: userId,
    group_id: group,
    type: 'text',
    text: { body: 'all' },
  }
  await receive(world, JSON.stringify(message))
  const { native, whatsapi, mobile, portal } = await readEverywhere(world, await newest(world), group)
  assert.deepEqual([native.peer, native.groupId], [{ phone: from, userId }, group])
  assert.equal(whatsapi.from, from)
  assert.deepEqual([mobile.source, mobile.content.group_id], [`+${from}`, group])
  assert.deepEqual([portal.content.from, portal.content.group_id], [from, group])
  const { data } = (await world.call('GET', '/api/v1/conversations')).body
  assert.deepEqual(
    data.map((one: { phoneNumber: string }) => one.phoneNumber),
    [group],
  )
  const [conversation] = await world.conversations()
  assert.deepEqual([conversation.contact.groupId, conversation.contact.phone], [group, null])
})

test('whatever is stored, every read of every surface answers', { timeout: 120_000 }, async () => {
  const world = await openCase(gateway, meta)
  const from = '919900118004'
  const odd = [
    { type: 'text' },
    { type: 'text', text: 'not an object' },
    { type: 'text', text: { body: 5 } },
    { type: 'text', text: { body: { deep: [1, null] } } },
    { type: 'image', image: null },
    { type: 'image', image: { id: 5, caption: ['x'] } },
    { type: 'document', document: { filename: {} } },
    { type: 'location', location: { latitude: 'x', longitude: null } },
    { type: 'contacts', contacts: 'x' },
    { type: 'contacts', contacts: [null, 1, { name: 'x' }] },
    { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { response_json: '{' } } },
    { type: 'interactive', interactive: { type: 'button_reply', button_reply: 7 } },
    { type: 'reaction', reaction: { message_id: 1, emoji: 2 } },
    { type: 'order', order: [] },
    { type: 'system', system: 'x' },
    { type: 'button', button: [] },
    { type: 'newest_type_of_meta', newest_type_of_meta: { a: { b: 'c' } } },
    { type: 'unsupported', errors: [{ code: 'x', title: 5 }, null, 'x'] },
    { type: 'text', text: { body: 'a' }, context: 'x', referral: 5 },
    { type: 'text', text: { body: 'a' }, context: { id: 5, from: {} }, referral: [] },
    { type: 7, text: { body: 'a' } },
    { text: { body: 'a' } },
    { type: 'text', text: { body: 'a' }, group_id: 5 },
    { type: 'edit', edit: { original_message_id: 'wamid.odd.0', message: { type: 'text', text: 'x' } } },
    { type: 'revoke', revoke: { original_message_id: 'wamid.odd.1' } },
  ]
  for (const [at, message] of odd.entries())
    await receive(world, JSON.stringify({ id: `wamid.odd.${at}`, from, ...message }))
  const messages = await world.messages()
  assert.ok(messages.length >= odd.length - 4, `${messages.length} of ${odd.length} are there`)
  const lists = [
    ...['/v1/messages?limit=100', '/v1/conversations', '/v1/contacts', '/v1/events?limit=100', '/messages?limit=100'],
    ...['/api/v1/conversations', `/api/v1/conversations/${from}/messages?limit=100`, '/analytics/summary'],
    `/v1/conversations/${(await world.conversations())[0].id}/messages?limit=100`,
  ]
  const each = messages.flatMap(({ id }: { id: string }) => [
    `/v1/messages/${id}`,
    `/messages/${id}`,
    `/rest/wab/v1/messages?id=${id}`,
    `/api/whatsapp/v1/message-status/${id}`,
  ])
  for (const path of [...lists, ...each]) {
    const { status, body } = await world.call('GET', path)
    assert.ok(
      status === 200 || (status === 404 && path.startsWith('/api/whatsapp')),
      `${path}: ${status} ${JSON.stringify(body)}`,
    )
  }
})
