import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { assertEventData } from '../../support/documented-events.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'
import { until } from '../../support/processes.ts'
import { type Received, startReceiver } from '../../support/receiver.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
beforeAll(async () => {
  gateway = await startGateway(null, { DAWK_WEBHOOK_RETRY_SECONDS: '0,1' })
  call = await checked(gateway)
})
afterAll(() => gateway.close())
beforeEach(async () => {
  for (const { id } of (await call('GET', '/v1/webhook-endpoints?limit=100')).body.data)
    await call('DELETE', `/v1/webhook-endpoints/${id}`)
})

const path = '/v1/webhook-endpoints'
const create = async (body: unknown) => {
  const reply = await call('POST', path, body)
  assert.equal(reply.status, 201, JSON.stringify(reply.body))
  return reply.body
}
const send = async (to = '14155552671') => {
  const { body } = await call('POST', '/v1/messages', { to, type: 'text', text: { body: 'Hi' } })
  return body.id as string
}
const hmac = (secret: string, raw: string) => createHmac('sha256', secret).update(raw).digest('hex')
const typesOf = (received: readonly Received[]) => received.map(({ body }) => body.type)
const statuses = ['message.status.delivered', 'message.status.read', 'message.status.sent']
const stranger = '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4'

async function register(): Promise<Record<string, string>> {
  const reply = await call('POST', '/auth/register', { name: 'Other', email: `${Math.random()}@example.com` })
  return { authorization: `Bearer ${reply.body.data.apiKey}` }
}

test('several endpoints get what each has chosen, signed so that the reference library and a plain HMAC verify it', async (t) => {
  const [all, some, vendor] = [await startReceiver(t), await startReceiver(t), await startReceiver(t)]
  const generated = await create({ url: all.url, eventTypes: ['*'] })
  const secret = 'my-own-secret-of-24-chars'
  const chosen = await create({ url: some.url, eventTypes: ['message.status.read'], secret, description: 'reads' })
  await create({ url: vendor.url, eventTypes: ['message.*'], dialect: 'whatsapi' })
  assert.match(generated.secret, /^whsec_/)
  assert.equal(chosen.secret, secret)
  const id = await send()
  await until(
    'everything',
    async () => all.received.length >= 3 && some.received.length >= 1 && vendor.received.length >= 3,
  )
  assert.deepEqual(typesOf(all.received).sort(), statuses)
  assert.deepEqual(typesOf(some.received), ['message.status.read'])
  assert.equal(vendor.received[0]?.body.event, 'message.status_updated')
  for (const { headers, raw, body } of all.received) {
    assert.deepEqual(new Webhook(generated.secret).verify(raw, headers), body)
    assert.equal(headers['x-mappstore-signature'], hmac(generated.secret, raw))
    assert.deepEqual(Object.keys(body), ['id', 'type', 'timestamp', 'data'])
    assert.equal(body.data.messageId, id)
    assertEventData(body)
    assert.deepEqual((await call('GET', `/v1/events/${body.id}`)).body, body)
  }
  const [read] = some.received
  assert.ok(read)
  assert.ok(new Webhook(secret, { format: 'raw' }).verify(read.raw, read.headers))
  assert.equal(read.headers['x-mappstore-signature'], hmac(secret, read.raw))
  assert.equal(JSON.stringify((await call('GET', path)).body).includes(secret), false)
})

test.each([
  [{ eventTypes: [] }, 'eventTypes'],
  [{ eventTypes: ['message.recieved'] }, 'eventTypes.0'],
  [{ eventTypes: ['*.read'] }, 'eventTypes.0'],
  [{ secret: 'too short' }, 'secret'],
  [{ url: 'http://169.254.169.254/' }, 'url'],
  [{ url: 'ftp://example.com/' }, 'url'],
  [{ dialect: 'klingon' }, 'dialect'],
  [{ description: 'x'.repeat(501) }, 'description'],
  [{ surplus: 1 }, 'surplus'],
])('%j is refused by its name', async (change, field) => {
  const body = { url: 'https://example.com/', eventTypes: ['*'], ...change }
  const reply = await call('POST', path, body)
  assert.deepEqual([reply.status, reply.body.errors[0].path], [400, field])
})

test('an account has at most twenty, also when they are made at once', async () => {
  const replies = await Promise.all(
    Array.from({ length: 25 }, () => call('POST', path, { url: 'https://example.com/', eventTypes: ['*'] })),
  )
  assert.equal(replies.filter(({ status }) => status === 201).length, 20)
  assert.equal(replies.filter(({ status }) => status === 409).length, 5)
})

test('while a secret is rotated both verify, the old header stays with the old one, and revoking ends it', async (t) => {
  const receiver = await startReceiver(t)
  const { id, secret: old } = await create({ url: receiver.url, eventTypes: ['message.status.sent'] })
  const rotations = await Promise.all(
    Array.from({ length: 20 }, () => call('POST', `${path}/${id}/secret`, { graceSeconds: 60 })),
  )
  assert.deepEqual(rotations.map(({ status }) => status).sort(), [200, ...Array(19).fill(409)])
  const fresh = rotations.find(({ status }) => status === 200)?.body.secret
  await send()
  const during = await until('the delivery', async () => receiver.received[0])
  assert.ok(new Webhook(old).verify(during.raw, during.headers))
  assert.ok(new Webhook(fresh).verify(during.raw, during.headers))
  assert.equal(during.headers['x-mappstore-signature'], hmac(old, during.raw))
  assert.equal(during.headers['x-mappstore-signature-next'], hmac(fresh, during.raw))
  assert.equal((await call('DELETE', `${path}/${id}/previous-secret`)).body.previousSecretUntil, null)
  assert.equal((await call('DELETE', `${path}/${id}/previous-secret`)).status, 409)
  await send()
  const after = await until('the next', async () => receiver.received[1])
  assert.throws(() => new Webhook(old).verify(after.raw, after.headers))
  assert.equal(after.headers['x-mappstore-signature'], hmac(fresh, after.raw))
  assert.equal(after.headers['x-mappstore-signature-next'], undefined)
  const atOnce = await call('POST', `${path}/${id}/secret`, { graceSeconds: 0, secret: 'x'.repeat(24) })
  assert.deepEqual([atOnce.body.previousSecretUntil, atOnce.body.secret], [null, 'x'.repeat(24)])
})

test('a test says what came back; with enable it switches on what answers well, and only that', async (t) => {
  const receiver = await startReceiver(t)
  const other = await startReceiver(t)
  const { id } = await create({ url: receiver.url, eventTypes: ['message.received'] })
  await create({ url: other.url, eventTypes: ['endpoint.test', 'endpoint.*'] })
  const off = await call('PATCH', `${path}/${id}`, { enabled: false })
  assert.deepEqual([off.body.enabled, off.body.disabledReason], [false, 'switched off'])
  receiver.answer(500)
  const failed = await call('POST', `${path}/${id}/test`, { enable: true })
  assert.deepEqual(
    [failed.body.delivered, failed.body.attempt.status, failed.body.endpoint.enabled],
    [false, 500, false],
  )
  receiver.answer(204)
  assert.equal((await call('POST', `${path}/${id}/test`)).body.endpoint.enabled, false)
  const passed = await call('POST', `${path}/${id}/test`, { enable: true })
  assert.deepEqual([passed.body.delivered, passed.body.endpoint.enabled], [true, true])
  assert.deepEqual(typesOf(receiver.received), ['endpoint.test', 'endpoint.test', 'endpoint.test'])
  const log = await call('GET', `/v1/webhook-deliveries/${passed.body.deliveryId}`)
  assert.deepEqual([log.body.status, log.body.eventType, log.body.attempts.length], ['delivered', 'endpoint.test', 1])
  await until('the others are told', async () => other.received.length > 0)
  assert.deepEqual(typesOf(other.received), ['endpoint.disabled'])
  for (const { body } of [...other.received, ...receiver.received]) assertEventData(body)
})

test('every attempt is in the log; one delivery, one event and a span are delivered again under the same id', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer(500)
  const from = new Date(Date.now() - 1000).toISOString()
  const { id } = await create({ url: receiver.url, eventTypes: ['message.status.*'] })
  await send()
  const failed = await until('given up', async () => {
    const { body } = await call('GET', `${path}/${id}/deliveries?status=failed`)
    return body.data.length === 3 && body.data
  })
  assert.deepEqual(
    failed.map(({ attempts }: { attempts: { status: number }[] }) => attempts.map(({ status }) => status)),
    [
      [500, 500],
      [500, 500],
      [500, 500],
    ],
  )
  assert.equal(failed[0].attempts[0].response, 'seen')
  receiver.answer(200)
  receiver.received.length = 0
  const [first, second] = failed
  assert.deepEqual((await call('POST', `/v1/webhook-deliveries/${first.id}/replay`)).body, { queued: true })
  await until('again', async () => receiver.received.length === 1)
  assert.equal(receiver.received[0]?.headers['webhook-id'], first.id)
  assert.equal((await call('POST', `${path}/${id}/deliveries`, { eventId: second.eventId })).status, 202)
  await until('again', async () => receiver.received.length === 2)
  assert.equal(receiver.received[1]?.headers['webhook-id'], second.id)
  const replay = await call('POST', `${path}/${id}/replays`, { what: 'missing', from })
  assert.equal(replay.status, 202)
  const replayPath = `${path}/${id}/replays/${replay.body.id}`
  const done = await until('done', async () => {
    const { body } = await call('GET', replayPath)
    return body.status === 'done' && body
  })
  assert.ok(done.queued >= 1 && done.examined >= 3) // other tests' messages may still be on their way
  await until('the third', async () => receiver.received.length === 2 + done.queued)
  const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
  assert.equal(new Set(ids).size, ids.length)
  assert.ok(failed.every((delivery: { id: string }) => ids.includes(delivery.id)))
  assert.equal((await call('POST', `${replayPath}/stop`)).status, 409)
  assert.equal((await call('GET', `${path}/${id}/replays`)).body.data.length, 1)
  const future = new Date(Date.now() + 60_000).toISOString()
  assert.equal((await call('POST', `${path}/${id}/replays`, { what: 'all', from: future })).status, 400)
})

test('what an endpoint missed while it was off, or before it was made, is there by a replay', async (t) => {
  const receiver = await startReceiver(t)
  const from = new Date(Date.now() - 1000).toISOString()
  const messages = await Promise.all(Array.from({ length: 20 }, (_, n) => send(`1415555${1000 + n}`)))
  const read = async (id: string) => (await call('GET', `/v1/messages/${id}`)).body.status === 'read'
  await until('all read', async () => (await Promise.all(messages.map(read))).every(Boolean))
  const { id } = await create({ url: receiver.url, eventTypes: ['message.status.read'], ordered: true })
  const starts = await Promise.all(
    Array.from({ length: 20 }, () => call('POST', `${path}/${id}/replays`, { what: 'all', from })),
  )
  const statuses = starts.map(({ status }) => status)
  const started = statuses.filter((status) => status === 202).length // one that is over makes room for the next
  assert.ok(started > 0 && statuses.every((status) => status === 202 || status === 409), String(statuses))
  await until('all of them', async () => {
    const seen = new Set(receiver.received.map(({ body }) => body.data.messageId))
    return messages.every((message) => seen.has(message))
  })
  for (const same of Map.groupBy(receiver.received, ({ headers }) => headers['webhook-id']).values())
    assert.ok(same.length <= started, `${same.length} deliveries of an event by ${started} replays`)
})

test('an endpoint that asked for order gets the events of one person one after another', async (t) => {
  const receiver = await startReceiver(t)
  await create({ url: receiver.url, eventTypes: ['message.status.*'], ordered: true })
  const to = '14155557777'
  const ids = []
  for (let n = 0; n < 5; n++) ids.push(await send(to))
  await until('all', async () => receiver.received.length >= 15)
  const order: Record<string, number> = { sent: 0, delivered: 1, read: 2 }
  for (const id of ids) {
    const steps = receiver.received
      .filter(({ body }) => body.data.messageId === id)
      .map(({ body }) => order[body.data.status])
    assert.deepEqual(steps, [0, 1, 2])
  }
})

test('the endpoint of a dialect stays one, is seen here, and others of that dialect leave it alone', async (t) => {
  const receiver = await startReceiver(t)
  const saved = await call('PUT', '/auth/me/webhook', { url: receiver.url })
  assert.equal(saved.status, 200)
  const second = await create({ url: 'https://example.com/', eventTypes: ['*'], dialect: 'whatsapi' })
  await call('PUT', '/auth/me/webhook', { url: `${receiver.url}?moved` })
  const { body } = await call('GET', path)
  assert.deepEqual(
    body.data.map(({ url, managedByDialect }: { url: string; managedByDialect: boolean }) => [url, managedByDialect]),
    [
      [`${receiver.url}?moved`, true],
      [second.url, false],
    ],
  )
  assert.equal((await call('DELETE', '/auth/me/webhook')).status, 200)
  assert.equal((await call('GET', path)).body.data.length, 1)
})

test('what another account owns is 404 for every operation', async () => {
  const { id } = await create({ url: 'https://example.com/', eventTypes: ['*'] })
  const other = await register()
  const from = new Date(0).toISOString()
  for (const [method, rest, body] of [
    ['GET', '', undefined],
    ['PATCH', '', { enabled: false }],
    ['DELETE', '', undefined],
    ['POST', '/test', undefined],
    ['POST', '/secret', undefined],
    ['DELETE', '/previous-secret', undefined],
    ['GET', '/deliveries', undefined],
    ['POST', '/deliveries', { eventId: stranger }],
    ['GET', '/replays', undefined],
    ['POST', '/replays', { what: 'all', from }],
    ['GET', `/replays/${stranger}`, undefined],
    ['POST', `/replays/${stranger}/stop`, undefined],
  ] as const) {
    const reply = await call(method, `${path}/${id}${rest}`, body, other)
    assert.deepEqual([method, rest, reply.status], [method, rest, 404])
  }
  assert.deepEqual((await call('GET', path, undefined, other)).body.data, [])
  assert.equal((await call('GET', `${path}/${id}`)).body.enabled, true)
  for (const [method, unknown] of [
    ['GET', ''],
    ['POST', '/replay'],
  ] as const)
    assert.equal((await call(method, `/v1/webhook-deliveries/${stranger}${unknown}`)).status, 404)
  assert.equal((await call('POST', `${path}/${id}/deliveries`, { eventId: stranger })).status, 404)
})
