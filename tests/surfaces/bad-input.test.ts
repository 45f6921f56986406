import assert from 'node:assert/strict'
import { mobileGateway } from '@dawk/http/surfaces/mobile-gateway/index.ts'
import { wabaPortal } from '@dawk/http/surfaces/waba-portal/index.ts'
import { wonestop } from '@dawk/http/surfaces/wonestop/index.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { createAnswerCheck, type DialectRoute, routesOf } from '../support/dialect-routes.ts'
import { type RunningGateway, startGateway } from '../support/gateway.ts'

const runs = Number(process.env['FUZZ_RUNS'] ?? 60)
const dialects = [mobileGateway, wabaPortal, wonestop]
const routes = (await Promise.all(dialects.map(routesOf))).flat()

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null)
})
afterAll(() => gateway.close())

const id = '01890000-0000-7000-8000-000000000000'
const text = { body: 'Hello' }
const interactive = {
  type: 'button',
  body: { text: 'Sure?' },
  action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
}
const template = {
  name: 'Bad Name',
  category: 'UTILITY',
  language: 'en',
  components: [{ type: 'BODY', text: 'Hi there' }],
}

/** A request of each route that is nearly good: a path without its prefix, and a body. Dry, so that nothing goes out in heaps. */
const nearlyGood: Record<string, { path: string; body?: () => object }> = {
  'POST /rest/wab/v1/messages': {
    path: '/rest/wab/v1/messages',
    body: () => ({
      destination: '+6412',
      type: 'text',
      text,
      source: gateway.phoneNumberId,
      reference: 'r',
      context: {},
    }),
  },
  'GET /rest/wab/v1/messages': { path: `/rest/wab/v1/messages?id=${id}` },
  'POST /rest/wab/v1/messages/broadcast': {
    path: '/rest/wab/v1/messages/broadcast',
    body: () => ({ destination: ['+64123456789', '+6412'], type: 'text', text, source: gateway.phoneNumberId }),
  },
  'POST /rest/wab/v1/media': { path: '/rest/wab/v1/media?source=1' },
  'POST /api/v1/messages/text': { path: '/api/v1/messages/text', body: () => ({ to: '9198', message: 'x' }) },
  'POST /api/v1/messages/template': {
    path: '/api/v1/messages/template',
    body: () => ({
      to: '919876543210',
      templateName: 'nobody',
      language: 'en',
      components: [{ type: 'body', parameters: [] }],
    }),
  },
  'POST /api/v1/messages/media': {
    path: '/api/v1/messages/media',
    body: () => ({ to: '9198', type: 'document', mediaUrl: 'https://example.com/a', caption: 'c', filename: 'f' }),
  },
  'POST /api/v1/messages/interactive': {
    path: '/api/v1/messages/interactive',
    body: () => ({ to: '9198', interactive }),
  },
  'POST /api/v1/messages/mark-read': {
    path: '/api/v1/messages/mark-read',
    body: () => ({ messageId: 'wamid.nobody', showTypingIndicator: true }),
  },
  'GET /api/v1/conversations': { path: '/api/v1/conversations?limit=20&cursor=AAAA' },
  'GET /api/v1/conversations/:phoneNumber/messages': { path: '/api/v1/conversations/919876543210/messages?limit=1' },
  'GET /api/v1/templates': { path: '/api/v1/templates?limit=1' },
  'POST /api/v1/templates': { path: '/api/v1/templates', body: () => template },
  'POST /api/v1/templates/:id/edit': { path: '/api/v1/templates/123/edit', body: () => template },
  'DELETE /api/v1/templates/:name': { path: '/api/v1/templates/nobody' },
  'GET /api/v1/webhook': { path: '/api/v1/webhook?x=1' },
  'PUT /api/v1/webhook': {
    path: '/api/v1/webhook',
    body: () => ({ webhookUrl: 'http://127.0.0.1:9/', webhookEnabled: false, webhookEvents: ['messages'] }),
  },
  'DELETE /api/v1/webhook': { path: '/api/v1/webhook?x=1' },
  'POST /api/v1/webhook/test': { path: '/api/v1/webhook/test', body: () => ({}) },
  'POST /api/whatsapp/v1/send-message': {
    path: '/api/whatsapp/v1/send-message',
    body: () => ({
      phone_number_id: gateway.phoneNumberId,
      template_id: '1000000000000002',
      phone_number: '9198',
      variables: [{ type: 'body', values: ['a', 'b'], index: 1, filename: 'x' }],
    }),
  },
  'GET /api/whatsapp/v1/get-template-by-id/:template_id': { path: '/api/whatsapp/v1/get-template-by-id/123' },
  'GET /api/whatsapp/v1/message-status/:message_id': { path: `/api/whatsapp/v1/message-status/${id}` },
}

test('every operation of these surfaces is tried', () => {
  assert.deepEqual(routes.map(({ method, url }) => `${method} ${url}`).sort(), Object.keys(nearlyGood).sort())
})

const oddTexts = [
  '',
  ' ',
  '\0',
  '\ud800',
  '\u202e',
  '😀'.repeat(2000),
  'x'.repeat(5000),
  '../../etc/passwd',
  "' or 1=1 --",
  '{{1}}',
  '%00',
  '__proto__',
  '+',
  '0',
  '-1',
  '1e309',
  'NaN',
  id,
  'wamid.x',
  'null',
]
const odd = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 2 ** 53, -(2 ** 63), 1e308, [], {}, [[]], [null], {
    a: { b: [1] },
  }),
  fc.constantFrom(...oddTexts),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.jsonValue({ maxDepth: 3 }),
)

type Change = { kind: 'replace' | 'remove' | 'add'; where: number; value: unknown }
const changes = fc.array(
  fc.record<Change>({ kind: fc.constantFrom('replace', 'remove', 'add'), where: fc.nat(), value: odd }),
  { minLength: 1, maxLength: 3 },
)

/** The body with members replaced, removed or added, at any depth. */
function spoil(body: object, list: readonly Change[]): unknown {
  let whole: unknown = structuredClone(body)
  for (const { kind, where, value: shared } of list) {
    const value = structuredClone(shared)
    const places = placesIn(whole)
    const place = places[where % (places.length + 1)]
    if (!place) whole = value
    else if (kind === 'remove') delete place.holder[place.name]
    else place.holder[kind === 'add' ? `${place.name}x` : place.name] = value
  }
  return whole
}

function placesIn(value: unknown): { holder: Record<string, unknown>; name: string }[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Record<string, unknown>
  return Object.keys(holder).flatMap((name) => [{ holder, name }, ...placesIn(holder[name])])
}

/** The path with a segment behind the prefix, or a value of the query, replaced. */
function spoilPath(route: DialectRoute, path: string, value: unknown): string {
  const text = encodeURIComponent(
    String(typeof value === 'object' ? JSON.stringify(value) : value).toWellFormed(),
  ).slice(0, 3000)
  const [address = '', query] = path.split('?')
  if (query !== undefined) return `${address}?${query.replace(/=[^&]*$/, `=${text}`)}`
  const pattern = route.url.split('/')
  return address
    .split('/')
    .map((segment, at) => (pattern[at]?.startsWith(':') ? text || 'x' : segment))
    .join('/')
}

const check = createAnswerCheck()
/** Two for each route: an address has sixty failures a minute. */
const badKeys = ['', 'Bearer', 'Bearer x', `Bearer sk_live_${'0'.repeat(48)}`, 'Basic Og==', '\u00e9']

test('what is of another account does not exist', async () => {
  const { body: other } = await gateway.call('POST', '/auth/register', { name: 'Other', email: 'other@example.com' })
  const bearer = { authorization: `Bearer ${other.data.apiKey}` }
  const as = (headers: Record<string, string>) => (method: string, path: string, body?: object) =>
    gateway.call(method, path, body, headers)
  const mine = as({})
  const theirs = as(bearer)
  const to = '15557654321'
  const { body: sent } = await mine('POST', '/api/v1/messages/text', { to, message: 'mine alone' })
  const { body: stored } = await mine('GET', `/messages/${encodeURIComponent(sent.messageId)}`)
  await mine('PUT', '/api/v1/webhook', { webhookUrl: 'http://127.0.0.1:9/', webhookEnabled: false })
  const source = gateway.phoneNumberId
  const asked: [string, string, object?][] = [
    ...[sent.messageId, stored.data.id].flatMap((one): [string, string][] => [
      ['GET', `/rest/wab/v1/messages?id=${encodeURIComponent(one)}`],
      ['GET', `/api/whatsapp/v1/message-status/${encodeURIComponent(one)}`],
    ]),
    ['POST', '/api/v1/messages/mark-read', { messageId: sent.messageId }],
    ['GET', `/api/v1/conversations/${to}/messages`],
    ['POST', '/rest/wab/v1/messages', { destination: `+${to}`, type: 'text', text, source }],
    ['POST', '/rest/wab/v1/messages/broadcast', { destination: [`+${to}`], type: 'text', text, source }],
  ]
  for (const [method, path, body] of asked) {
    const reply = await theirs(method, path, body)
    assert.ok([400, 404].includes(reply.status), `${method} ${path}: ${reply.status}`)
    assert.doesNotMatch(JSON.stringify(reply.body), /mine alone/)
  }
  assert.deepEqual((await theirs('GET', '/api/v1/conversations')).body.data, [])
  assert.equal((await theirs('GET', '/api/v1/webhook')).body.data.webhookUrl, null)
})

describe.each(routes.map((route) => [`${route.method} ${route.url}`, route] as const))('%s', (name, route) => {
  const { path, body } = nearlyGood[name] ?? { path: '' }

  test('answers whatever comes with a documented status, never a 5xx', async () => {
    await fc.assert(
      fc.asyncProperty(changes, odd, fc.boolean(), async (list, value, inPath) => {
        const asked = body && spoil(body(), list)
        const at = inPath ? spoilPath(route, path, value) : path
        const reply = await gateway.call(route.method, at, asked === undefined ? undefined : JSON.stringify(asked))
        check(route, reply, { at, asked })
      }),
      { numRuns: body ? runs : Math.ceil(runs / 2) },
    )
  }, 60_000)

  test('wants a key, and a body that it can read', async () => {
    const call = (sent: unknown, headers: Record<string, string>) => gateway.call(route.method, path, sent, headers)
    const json = { 'content-type': 'application/json' }
    for (const authorization of badKeys.splice(0, 2)) {
      badKeys.push(authorization)
      const reply = await call(body && {}, { authorization })
      assert.equal(reply.status, 401, authorization)
      check(route, reply, authorization)
    }
    if (!body) return
    for (const [sent, headers, statuses] of [
      ['{', json, [400]],
      ['[1,', json, [400]],
      ['"x"', json, [400]],
      ['', json, [400]],
      ['x'.repeat(2_000_000), json, [413]],
      [`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, json, [400, 404]],
      ['{"__proto__":{"to":"1"}}', json, [400]],
      ['a=b', { 'content-type': 'application/x-www-form-urlencoded' }, [415]],
      ['<a/>', { 'content-type': 'application/xml' }, [415]],
      ['x', { 'content-type': 'text/plain' }, [415]],
    ] as const) {
      const reply = await call(sent, headers)
      const free = name.endsWith('/test') // takes no body: whatever comes is read and passed over
      assert.ok(free || statuses.some((status) => status === reply.status), `${reply.status} for ${sent.slice(0, 30)}`)
      check(route, reply, sent.slice(0, 30))
    }
  }, 30_000)
})

test('a form that ends early is the sender’s mistake, wherever files are taken', async () => {
  const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
  const png = '\x89PNG\r\n\x1a\n'
  for (const path of [
    '/v1/media',
    `/graph/v23.0/${gateway.phoneNumberId}/media`,
    `/rest/wab/v1/media?source=${gateway.phoneNumberId}`,
  ])
    for (const body of ['', '--x', '--x\r\nbroken', head, `${head}${png}`, `${head}${png}\r\n--x`]) {
      const headers = { authorization: `Bearer ${gateway.apiKey}`, 'content-type': 'multipart/form-data; boundary=x' }
      const reply = await fetch(`${gateway.url}${path}`, { method: 'POST', headers, body: Buffer.from(body, 'latin1') })
      assert.ok(
        [400, 422].includes(reply.status),
        `${path} ${JSON.stringify(body)}: ${reply.status} ${await reply.text()}`,
      )
    }
})
