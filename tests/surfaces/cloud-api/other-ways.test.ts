import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { simulatorControl } from '../../flow/simulator-control.ts'
import { type Reply, type RunningGateway, startGateway } from '../../support/gateway.ts'

/** What clients of Meta do besides JSON, a Bearer header and a version in the path. */
let gateway: RunningGateway
let wabaId: string
beforeAll(async () => {
  gateway = await startGateway(null, { LOG_LEVEL: 'trace' })
  const simulator = simulatorControl(gateway.simulatorUrl)
  wabaId = ((await simulator.number(gateway.phoneNumberId)) as unknown as { wabaId: string }).wabaId
})
afterAll(() => gateway.close())

const bare = { authorization: '' }
const message = { messaging_product: 'whatsapp', to: '14155552671', type: 'text', text: { body: 'ça va? & = +' } }
const form = (members: Record<string, unknown>) =>
  new URLSearchParams(
    Object.entries(members).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  ).toString()
const isForm = { 'content-type': 'application/x-www-form-urlencoded' }
const withKey = (path: string) => `${path}${path.includes('?') ? '&' : '?'}access_token=${gateway.apiKey}`
const messages = () => `/graph/v23.0/${gateway.phoneNumberId}/messages`

async function textOf({ status, body }: Reply): Promise<unknown> {
  assert.equal(status, 200, JSON.stringify(body))
  const sent = await gateway.call('GET', `/v1/messages/${body.messages[0].id}`)
  return sent.body.content.text.body
}

test('the key in the query is as good as in the header', async () => {
  assert.equal(await textOf(await gateway.call('POST', withKey(messages()), message, bare)), message.text.body)
  const node = await fetch(gateway.url + withKey(`/graph/v23.0/${gateway.phoneNumberId}?fields=verified_name`))
  assert.equal(node.status, 200)
  assert.deepEqual(Object.keys((await node.json()) as object).sort(), ['id', 'verified_name'])
})

test.each([
  ['', 'none'],
  ['?access_token=', 'empty'],
  [`?access_token=sk_live_${'0'.repeat(48)}`, 'unknown'],
  ['?access_token=EAAGm0PX4ZCpsBAKx9', "Meta's"],
])('a key that is not good is code 190: %s', async (query) => {
  const { status, body } = await gateway.call('POST', `${messages()}${query}`, message, bare)
  assert.deepEqual([status, body.error.code, body.error.type], [401, 190, 'OAuthException'])
  assert.ok(!JSON.stringify(body).includes('access_token='))
})

test('the header wins, and of two keys in the query none counts', async () => {
  const wrong = { authorization: `Bearer sk_live_${'0'.repeat(48)}` }
  assert.equal((await gateway.call('POST', withKey(messages()), message, wrong)).status, 401)
  assert.equal((await gateway.call('POST', withKey(withKey(messages())), message, bare)).status, 401)
})

test('no other surface takes a key in the query', async () => {
  for (const path of ['/v1/account', '/auth/me', '/api/v1/templates'])
    assert.equal((await gateway.call('GET', withKey(path), undefined, bare)).status, 401, path)
})

test('a form is read like the same members in JSON', async () => {
  assert.equal(await textOf(await gateway.call('POST', messages(), form(message), isForm)), message.text.body)
  const interactive = {
    type: 'button',
    body: { text: 'Pick one' },
    action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'Yes' } }] },
  }
  const { text: _, ...rest } = message
  const asked = form({ ...rest, type: 'interactive', interactive })
  assert.equal((await gateway.call('POST', messages(), asked, isForm)).status, 200)
  const draft = { name: 'from_a_form', language: 'en_US', category: 'UTILITY', message_send_ttl_seconds: 600 }
  const components = [{ type: 'BODY', text: 'Your order is ready.' }]
  const edge = `/graph/v23.0/${wabaId}/message_templates`
  const created = await gateway.call('POST', edge, form({ ...draft, components }), isForm)
  assert.deepEqual([created.status, created.body.category], [200, 'UTILITY'], JSON.stringify(created.body))
  const profile = form({ messaging_product: 'whatsapp', about: '[1]', websites: ['https://shop.example'] })
  const path = `/graph/v23.0/${gateway.phoneNumberId}/whatsapp_business_profile`
  assert.equal((await gateway.call('POST', path, profile, isForm)).status, 200)
  const { data } = (await gateway.call('GET', `${path}?fields=about,websites`)).body
  assert.deepEqual([data[0].about, data[0].websites.length], ['[1]', 1])
})

test.each([
  ['text=%ff', 'The body is not a form of valid UTF-8.'],
  ['messaging_product=whatsapp&to=14155552671&text={broken', 'text'],
  ['messaging_product=whatsapp&to=14155552671&text=Hi', 'text'],
  ['{"messaging_product":"whatsapp"}', 'messaging_product'],
  ['messaging_product=whatsapp&text={"__proto__":{"body":"x"}}', 'JSON'],
])('a form that cannot be read is refused with what is wrong: %s', async (body, words) => {
  const refused = await gateway.call('POST', messages(), body, isForm)
  assert.equal(refused.status, 400)
  assert.ok(JSON.stringify(refused.body.error).includes(words), JSON.stringify(refused.body))
})

test('a form repeated under its Idempotency-Key sends once', async () => {
  const headers = { ...isForm, 'idempotency-key': 'form-1' }
  const [first, second] = [
    await gateway.call('POST', messages(), form(message), headers),
    await gateway.call('POST', messages(), form(message), headers),
  ]
  assert.deepEqual([first.status, second.body], [200, first.body])
  assert.equal(second.headers.get('idempotency-replayed'), 'true')
  const other = form({ ...message, text: { body: 'other' } })
  assert.equal((await gateway.call('POST', messages(), other, headers)).status, 409)
})

const fieldsOf = (members: Record<string, string | Blob>) => {
  const fields = new FormData()
  for (const [name, value] of Object.entries(members))
    if (typeof value === 'string') fields.append(name, value)
    else fields.append(name, value, 'a.png')
  return fields
}
const image = new Blob([Buffer.from('89504e470d0a1a0a0000000d494844520000000100000001', 'hex'), Buffer.alloc(64)], {
  type: 'image/png',
})
async function upload(members: Record<string, string | Blob>, headers: Record<string, string> = {}) {
  const path = `/graph/v23.0/${gateway.phoneNumberId}/media`
  const reply = await fetch(gateway.url + path, { method: 'POST', headers, body: fieldsOf(members) })
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Reply['body'] }
}
const wrongKey = `sk_live_${'0'.repeat(48)}`
const product = { messaging_product: 'whatsapp' }

test('the key in a form is as good as in the header, and goes no further', async () => {
  const keyed = form({ ...message, access_token: gateway.apiKey })
  const sent = await gateway.call('POST', messages(), keyed, { ...bare, ...isForm })
  assert.equal(await textOf(sent), message.text.body)
  assert.equal(sent.headers.get('x-ratelimit-limit'), '2000')
  const encoded = keyed.replace('access_token', 'access%5ftoken')
  assert.equal((await gateway.call('POST', messages(), encoded, { ...bare, ...isForm })).status, 200)
  const profile = form({ ...product, about: 'x', access_token: gateway.apiKey })
  const path = `/graph/v23.0/${gateway.phoneNumberId}/whatsapp_business_profile`
  assert.equal((await gateway.call('POST', path, profile, { ...bare, ...isForm })).status, 200)
  const audit = await gateway.call('GET', '/v1/audit-log?limit=100')
  assert.ok(!JSON.stringify(audit.body).includes('access_token'))
})

test('a repeat under an Idempotency-Key is the same wherever the key stands', async () => {
  const headers = { ...isForm, 'idempotency-key': 'form-2' }
  const first = await gateway.call('POST', messages(), form(message), headers)
  const keyed = form({ access_token: gateway.apiKey, ...message })
  const second = await gateway.call('POST', messages(), keyed, { ...headers, ...bare })
  assert.deepEqual([first.status, second.body], [200, first.body])
})

test('the key in a form before its file uploads, also with other fields about', async () => {
  for (const members of [
    { access_token: gateway.apiKey, ...product, file: image },
    { ...product, access_token: gateway.apiKey, file: image, type: 'image/png' },
  ]) {
    const { status, body, headers } = await upload(members)
    assert.equal(status, 200, JSON.stringify(body))
    assert.equal(headers.get('x-ratelimit-limit'), '2000')
    assert.equal((await gateway.call('GET', `/graph/v23.0/${body.id}`)).body.mime_type, 'image/png')
  }
})

test.each([
  ['none', {}],
  ['wrong', { access_token: wrongKey }],
  ['empty', { access_token: '' }],
])('a form whose key is %s stores nothing', async (_name, token) => {
  const big = new Blob([Buffer.alloc(3_000_000, 7)], { type: 'image/png' })
  const refused = await upload({ ...token, ...product, file: big })
  assert.deepEqual([refused.status, refused.body.error.code], [401, 190])
  assert.ok(refused.headers.has('x-ratelimit-remaining'))
  const body = form({ ...message, ...token })
  const again = await gateway.call('POST', messages(), body, { ...bare, ...isForm })
  assert.deepEqual([again.status, again.body.error.code], [401, 190])
})

test('a key that stands behind the file is not seen, since nothing is stored for strangers', async () => {
  const { status, body } = await upload({ ...product, file: image, access_token: gateway.apiKey })
  assert.equal(status, 401)
  assert.match(body.error.error_data.details, /access_token before its file/)
})

test('the header and the query win over a form, and of two keys in it none counts', async () => {
  const keyed = form({ ...message, access_token: gateway.apiKey })
  const asks = (body: string, query = '', headers = {}) =>
    gateway.call('POST', messages() + query, body, { ...bare, ...isForm, ...headers })
  assert.equal((await asks(keyed, '', { authorization: `Bearer ${wrongKey}` })).status, 401)
  assert.equal((await asks(keyed, `?access_token=${wrongKey}`)).status, 401)
  assert.equal((await asks(`${keyed}&access_token=${gateway.apiKey}`)).status, 401)
  const ofHeader = form({ ...message, access_token: wrongKey })
  assert.equal((await gateway.call('POST', messages(), ofHeader, isForm)).status, 200)
  const uploaded = { access_token: wrongKey, ...product, file: image }
  assert.equal((await upload(uploaded, { authorization: `Bearer ${gateway.apiKey}` })).status, 200)
})

test('a form that cannot be read is refused without a key as with one', async () => {
  for (const body of ['text=%ff', `text=%ff&access_token=${gateway.apiKey}`]) {
    const refused = await gateway.call('POST', messages(), body, { ...bare, ...isForm })
    assert.equal(refused.status, 400)
    assert.ok(refused.headers.has('x-ratelimit-limit'))
  }
  const type = { 'content-type': 'multipart/form-data; boundary=x' }
  const path = `/graph/v23.0/${gateway.phoneNumberId}/media`
  assert.equal((await gateway.call('POST', path, '--x\r\nbroken', { ...bare, ...type })).status, 400)
})

test('of a key in a form the scopes, the address and the demand for signatures hold too', async () => {
  const create = async (settings: object) =>
    (await gateway.call('POST', '/v1/api-keys', settings)).body.secret as string
  for (const [settings, status, words] of [
    [{ scopes: ['templates:read'] }, 403, 'messages:write'],
    [{ scopes: ['messages:write'], allowedIps: ['192.0.2.1/32'] }, 403, '127.0.0.1'],
    [{ scopes: ['messages:write'], signed: true }, 401, 'signed requests'],
  ] as const) {
    const body = form({ ...message, access_token: await create(settings) })
    const refused = await gateway.call('POST', messages(), body, { ...bare, ...isForm })
    assert.equal(refused.status, status, JSON.stringify(refused.body))
    assert.ok(JSON.stringify(refused.body).includes(words), JSON.stringify(refused.body))
  }
})

test('other surfaces take no forms', async () => {
  assert.equal((await gateway.call('POST', '/v1/messages', 'to=1', isForm)).status, 415)
})

test('a path without version is the same path', async () => {
  const { phoneNumberId } = gateway
  assert.equal(await textOf(await gateway.call('POST', `/graph/${phoneNumberId}/messages`, message)), message.text.body)
  assert.equal((await gateway.call('GET', `/graph/${phoneNumberId}`)).body.id, phoneNumberId)
  assert.equal((await gateway.call('GET', `/graph/${phoneNumberId}?fields=id`)).status, 200)
  const { body } = await gateway.call('GET', withKey(`/graph/${wabaId}/message_templates?limit=2`), undefined, bare)
  const next = new URL(body.paging.next)
  assert.equal(
    next.searchParams.get('access_token'),
    gateway.apiKey,
    'as at Meta, the next page can be opened as it is',
  )
  assert.equal((await fetch(next)).status, 200)
  for (const path of ['/graph/me', '/graph/v23.0', '/graph/v23/1/messages', '/graph/1/2/3', '/graph/'])
    assert.equal((await gateway.call('GET', path)).status, 400, path)
})

test('no log line shows a key, at whatever level', async () => {
  await fetch(gateway.url + withKey(`/graph/%zz`))
  await fetch(gateway.url + withKey(`/graph/v23.0/${'9'.repeat(300)}`))
  const log = gateway.output()
  assert.match(log, /"route":"/)
  assert.ok(!log.includes(gateway.apiKey.slice(8)), 'the key of the query is in the log')
  assert.ok(!log.includes('EAAGm0PX4ZCpsBAKx9'))
})
