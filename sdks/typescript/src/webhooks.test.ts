import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { Webhook } from 'standardwebhooks'
import { test } from 'vitest'
import { receivedText, signWebhook } from './testing.ts'
import { verifyWebhook, type WebhookRequest, WebhookVerificationError } from './webhooks.ts'

interface ExpressApp {
  post(
    path: string,
    parse: unknown,
    handle: (request: WebhookRequest, reply: { send(text: string): void }) => void,
  ): void
  listen(port: number, host: string): Server
}
/** It comes without types. */
const { default: express } = (await import('express' as string)) as {
  default: (() => ExpressApp) & { raw(options: object): unknown; json(): unknown }
}

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const signed = await signWebhook(receivedText('hello'), secret)
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => assert.fail('it was taken'),
    (error: unknown) => {
      assert.ok(error instanceof WebhookVerificationError)
      return error
    },
  )

test('a webhook as Standard Webhooks signs it is taken, and its type narrows its data', async () => {
  new Webhook(secret).verify(signed.body, signed.headers)
  const event = await verifyWebhook({ headers: signed.headers, rawBody: signed.body }, secret)
  assert.ok(event.type === 'message.received')
  assert.deepEqual(event.data.message, { type: 'text', text: { body: 'hello' } })
})

test('one of several secrets is enough, and a secret of one’s own is used as it is', async () => {
  const own = 'a-secret-of-my-own-choice'
  const other = await signWebhook({ type: 'endpoint.test' }, own)
  const request = { headers: other.headers, rawBody: Buffer.from(other.body) }
  assert.equal((await verifyWebhook(request, [secret, own])).type, 'endpoint.test')
})

test('a type from the future comes as unknown_event, whole', async () => {
  const payload = { id: '1', type: 'moon.landed', timestamp: '2030-01-01T00:00:00Z', data: { crater: 7 } }
  const { headers, body } = await signWebhook(payload, secret)
  assert.deepEqual(await verifyWebhook({ headers, body }, secret), { type: 'unknown_event', event: payload })
})

test('what is not genuine is refused, with the reason', async () => {
  const { headers, body } = signed
  const cases: [string, WebhookRequest, string?][] = [
    ['bad_signature', { headers, rawBody: body.replace('hello', 'HELLO') }],
    ['bad_signature', { headers, rawBody: body }, 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['too_old', { ...(await signWebhook('{}', secret, { now: Date.now() - 400_000 })) }],
    ['too_old', { ...(await signWebhook('{}', secret, { now: Date.now() + 400_000 })) }],
    ['missing_header', { headers: {}, rawBody: body }],
    ['not_json', { ...(await signWebhook('not json', secret)) }],
    ['bad_secret', { headers, rawBody: body }, 'whsec_***'],
  ]
  for (const [code, request, key = secret] of cases)
    assert.equal((await failureOf(verifyWebhook(request, key))).code, code)
})

/** Posts the signed webhook to a server, and gives what its handler returned. */
async function post(url: string): Promise<string> {
  const reply = await fetch(url, { method: 'POST', headers: signed.headers, body: signed.body })
  return reply.text()
}

const describe = (request: WebhookRequest): Promise<string> =>
  verifyWebhook(request, secret).then(
    ({ type }) => type,
    (error: Error) => error.message,
  )

test('Express: raw bytes are taken, a parsed body is told how to be raw', async (t) => {
  const app = express()
  const handle = async (request: WebhookRequest, reply: { send(text: string): void }) =>
    reply.send(await describe(request))
  app.post('/raw', express.raw({ type: 'application/json' }), handle)
  app.post('/parsed', express.json(), handle)
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  assert.equal(await post(`${url}/raw`), 'message.received')
  assert.match(
    await post(`${url}/parsed`),
    /Express has parsed the body.*express\.raw\(\{ type: 'application\/json' \}\)/,
  )
})

test('Fastify: raw bytes are taken, a parsed body is told how to be raw', async (t) => {
  const parsed = Fastify()
  parsed.post('/', (request) => describe(request as object as WebhookRequest))
  const raw = Fastify()
  raw.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
  raw.post('/', (request) => describe(request as object as WebhookRequest))
  t.onTestFinished(async () => {
    await parsed.close()
    await raw.close()
  })
  const ask = { method: 'POST', url: '/', headers: signed.headers, payload: signed.body } as const
  assert.equal((await raw.inject(ask)).body, 'message.received')
  assert.match((await parsed.inject(ask)).body, /Fastify has parsed.*addContentTypeParser\('application\/json'/)
})

test('a Request (Next.js route handlers, Hono, Deno, Bun, workers) is taken once, and told when it was read before', async () => {
  const request = new Request('http://host/', { method: 'POST', headers: signed.headers, body: signed.body })
  assert.equal(await describe(request.clone()), 'message.received')
  await request.json()
  assert.match(await describe(request), /Call verifyWebhook\(request, secret\) first, before request\.json\(\)/)
})

test('Next.js API routes, Hono and bare Node are told what to pass', async (t) => {
  let seen: IncomingMessage | null = null
  const server = createServer((request, reply) => {
    seen = request
    reply.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.onTestFinished(() => void server.close())
  await post(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  assert.match(await describe(seen as unknown as WebhookRequest), /request of Node without its body/)
  const next = Object.assign(seen as unknown as WebhookRequest, {
    cookies: {},
    query: {},
    body: JSON.parse(signed.body),
  })
  assert.match(await describe(next), /bodyParser: false/)
  const hono = { req: { raw: {} }, headers: signed.headers } as unknown as WebhookRequest
  assert.match(await describe(hono), /c\.req\.raw/)
})

test('AWS Lambda: its event is taken, in base64 too, and a parsed one told', async () => {
  const event = { headers: signed.headers, body: signed.body, isBase64Encoded: false, requestContext: {} }
  assert.equal(await describe(event), 'message.received')
  assert.equal(
    await describe({ ...event, body: Buffer.from(signed.body).toString('base64'), isBase64Encoded: true }),
    'message.received',
  )
  assert.match(await describe({ ...event, body: JSON.parse(signed.body) }), /httpJsonBodyParser/)
})
