import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, onTestFinished, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { type BusinessNumber, type Meta, startMeta } from '../../support/meta.ts'
import { checked } from '../../support/native.ts'
import { until } from '../../support/processes.ts'

let meta: Meta
let gateway: RunningGateway
let call: RunningGateway['call']
let here: string

beforeAll(async () => {
  meta = await startMeta()
  gateway = await startGateway(null, { ...meta.env, EGRESS_ALLOW_CIDRS: '127.0.0.1/32' })
  call = await checked(gateway)
  here = `${gateway.url}/webhooks/whatsapp`
})
afterEach(() => meta.calls())
afterAll(async () => {
  await gateway.close()
  await meta.close()
})

/** A server that answers Meta's challenge for the token `good`, and counts what comes. */
async function startOther() {
  const received: string[] = []
  const server = createServer(async (request, reply) => {
    const query = new URL(request.url ?? '/', 'http://x').searchParams
    if (request.method === 'GET') {
      const isGood = query.get('hub.mode') === 'subscribe' && query.get('hub.verify_token') === 'good'
      return reply.writeHead(isGood ? 200 : 403).end(query.get('hub.challenge'))
    }
    for await (const chunk of request) received.push(String(chunk))
    return reply.writeHead(200).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received }
}

async function connected(change: object = {}): Promise<BusinessNumber & { id: string; path: string }> {
  const number = await meta.newNumber({ registered: true, ...change })
  const { phoneNumberId, accessToken } = number
  const { status, body } = await call('POST', '/v1/numbers', { phoneNumberId, accessToken })
  assert.equal(status, 201)
  return { ...number, id: body.id, path: `/v1/numbers/${body.id}/callback` }
}

const write = (phoneNumberId: string, text: string) =>
  meta.control('POST', 'inbound', { phoneNumberId, from: '919900112233', type: 'text', text: { body: text } })

const callbackCheck = async (id: string) =>
  (await call('POST', `/v1/numbers/${id}/verify`)).body.checks.find(
    ({ check }: { check: string }) => check === 'callback',
  )

test('without a body the webhooks of the account come here, and it is told what Meta has', async () => {
  const number = await connected({ callbackUrl: 'http://127.0.0.1:9/app' })
  await meta.graph('POST', `${number.wabaId}/subscribed_apps`, number.accessToken)
  const before = await call('GET', number.path)
  assert.deepEqual(before.body, {
    url: 'http://127.0.0.1:9/app',
    setBy: 'app',
    here: false,
    override: null,
    subscribed: true,
    wabaId: number.wabaId,
    ownUrl: here,
  })
  assert.equal((await callbackCheck(number.id)).ok, false)
  const { status, body } = await call('PUT', number.path)
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual([body.url, body.setBy, body.here, body.override], [here, 'account', true, here])
  assert.deepEqual((await call('GET', number.path)).body, body)
  assert.deepEqual([(await callbackCheck(number.id)).ok, (await call('PUT', number.path, {})).status], [true, 200])
  await write(number.phoneNumberId, 'to Dawk')
  await until('the message', async () => {
    const { body: messages } = await call('GET', `/v1/messages?numberId=${number.id}&limit=100`)
    return messages.data.some((one: { direction: string }) => one.direction === 'inbound')
  })
  assert.equal((await call('DELETE', number.path)).status, 204)
  assert.deepEqual((await call('GET', number.path)).body, before.body)
  assert.equal((await call('DELETE', number.path)).status, 204)
  const { body: audit } = await call('GET', `/v1/audit-log?targetId=${number.id}&limit=100`)
  const changes = audit.data.filter(({ action }: { action: string }) => action.includes('callback')).reverse()
  assert.deepEqual(
    changes.map(({ action, before: was, after: is }: Record<string, { override: string }>) => [
      action,
      was?.override,
      is?.override,
    ]),
    [
      ['number.callback_set', null, here],
      ['number.callback_set', here, here],
      ['number.callback_cleared', here, null],
    ],
  )
})

test('an account without a subscription gets one, and DELETE makes none', async () => {
  const number = await connected()
  const none = (await call('GET', number.path)).body
  assert.deepEqual([none.subscribed, none.url, none.setBy, none.here], [false, null, null, false])
  assert.equal((await call('DELETE', number.path)).status, 204)
  assert.equal((await call('GET', number.path)).body.subscribed, false)
  assert.deepEqual([(await call('PUT', number.path)).body.subscribed], [true])
})

test('another server gets them once it has given the challenge back, and only then', async () => {
  const number = await connected()
  const other = await startOther()
  await call('PUT', number.path)
  const refused = await call('PUT', number.path, { url: other.url, verifyToken: 'bad' })
  assert.deepEqual([refused.status, refused.body.code], [422, 'upstream_refused'])
  assert.match(refused.body.detail, /did not get its challenge back/)
  assert.deepEqual([refused.body.errors[0].path, (await call('GET', number.path)).body.here], ['url', true])
  const { status, body } = await call('PUT', number.path, { url: other.url, verifyToken: 'good' })
  assert.deepEqual([status, body.url, body.here], [200, other.url, false])
  await write(number.phoneNumberId, 'elsewhere')
  await until('the webhook there', async () => other.received.some((text) => text.includes('elsewhere')))
  const { ok, remedy } = await callbackCheck(number.id)
  assert.deepEqual([ok, remedy.includes(`PUT /v1/numbers/{id}/callback`)], [false, true])
  assert.doesNotMatch(JSON.stringify((await call('GET', '/v1/audit-log?limit=100')).body), /"good"/)
})

test('each member is checked', async () => {
  const { path } = await connected()
  for (const [given, field] of [
    [{ url: 'hooks.example.com', verifyToken: 'x' }, 'url'],
    [{ url: 'ftp://hooks.example.com', verifyToken: 'x' }, 'url'],
    [{ url: 'http://hooks.example.com', verifyToken: 'x' }, 'url'],
    [{ url: 'https://10.0.0.1/', verifyToken: 'x' }, 'url'],
    [{ url: 'https://me:secret@hooks.example.com/', verifyToken: 'x' }, 'url'],
    [{ url: `https://hooks.example.com/${'x'.repeat(200)}`, verifyToken: 'x' }, 'url'],
    [{ url: '', verifyToken: 'x' }, 'url'],
    [{ url: 1, verifyToken: 'x' }, 'url'],
    [{ url: 'https://hooks.example.com/' }, 'verifyToken'],
    [{ url: 'https://hooks.example.com/', verifyToken: 'a b' }, 'verifyToken'],
    [{ url: 'https://hooks.example.com/', verifyToken: 'x'.repeat(201) }, 'verifyToken'],
    [{ verifyToken: 'x' }, 'url'],
    [{ more: 1 }, 'more'],
  ] as const) {
    const { status, body } = await call('PUT', path, given)
    const fields = new Set(body.errors.map((one: { path: string }) => one.path))
    assert.deepEqual([status, [...fields]], [400, [field]], JSON.stringify(given))
  }
})

test('what Meta refuses, and Meta away, is told; an account that is not known is a conflict', async () => {
  const number = await connected()
  await meta.calls({ subscribed_apps: { drop: 'before' } })
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const { status, body } = await call(method, number.path)
    assert.deepEqual([status, body.code], [503, 'upstream_unavailable'], method)
  }
  await meta.calls({ subscribed_apps: { code: 200 } })
  assert.deepEqual((await call('PUT', number.path)).body.code, 'upstream_refused')
  await meta.calls()
  const { body } = await call('POST', '/v1/numbers', { phoneNumberId: '106540352249999', accessToken: 'EAAnobody' })
  const refused = await call('PUT', `/v1/numbers/${body.id}/callback`)
  assert.deepEqual([refused.status, refused.body.code], [422, 'upstream_refused'])
})

test('a foreign number is not there, and a restricted key changes nothing', async () => {
  const number = await connected()
  const other = await call('POST', '/auth/register', { name: 'Other', email: 'callbacks@example.com' })
  const stranger = { authorization: `Bearer ${other.body.data.apiKey}` }
  const one = await call('POST', '/v1/api-keys', { name: 'one', numberIds: [number.id] })
  const restricted = { authorization: `Bearer ${one.body.secret}` }
  for (const [method, status] of [
    ['GET', 200],
    ['PUT', 403],
    ['DELETE', 403],
  ] as const) {
    assert.equal((await call(method, number.path, undefined, stranger)).status, 404)
    assert.equal((await call(method, number.path, undefined, restricted)).status, status)
    assert.equal((await call(method, '/v1/numbers/x/callback')).status, 404)
  }
  assert.equal((await call('GET', number.path)).body.subscribed, false)
})

test('a sandbox number has its webhooks come here and nowhere else', async () => {
  const sandbox = (await call('GET', '/v1/numbers')).body.data.find((one: { sandbox: boolean }) => one.sandbox)
  const path = `/v1/numbers/${sandbox.id}/callback`
  assert.equal((await call('DELETE', path)).status, 204)
  const { status, body } = await call('PUT', path)
  assert.deepEqual([status, body.here, body.setBy], [200, true, 'account'], JSON.stringify(body))
  const other = await startOther()
  const refused = await call('PUT', path, { url: other.url, verifyToken: 'good' })
  assert.deepEqual([refused.status, refused.body.errors[0].path], [400, 'url'])
})
