import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished, test } from 'vitest'
import { type CloudApiClientOptions, createCloudApiClient } from './client.ts'

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void
const sample = { phoneNumberId: '77', token: 'secret-token', body: '{"type":"text"}' }

async function startClient(answer: Answer, options: Partial<CloudApiClientOptions> = {}) {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    answer(request, response, body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const client = createCloudApiClient({ baseUrl: `http://127.0.0.1:${portOf(server.address())}`, ...options })
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await client.close()
  })
  return client
}
const portOf = (address: AddressInfo | string | null) => (typeof address === 'object' && address ? address.port : 0)

const reply =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body))
  }

test('an accepted message brings its ids, and the request is what Meta expects', async () => {
  let seen: unknown
  const client = await startClient((request, response, body) => {
    seen = [request.method, request.url, request.headers.authorization, request.headers['content-type'], body]
    const contacts = [{ input: '+91', wa_id: '91' }]
    response.end(JSON.stringify({ contacts, messages: [{ id: 'wamid.1', message_status: 'accepted' }] }))
  })
  assert.deepEqual(await client.sendMessage(sample), {
    kind: 'accepted',
    wamid: 'wamid.1',
    waId: '91',
    messageStatus: 'accepted',
  })
  assert.deepEqual(seen, ['POST', '/v23.0/77/messages', 'Bearer secret-token', 'application/json', sample.body])
})

test('a message to a user id is accepted without a phone number', async () => {
  const client = await startClient(reply(200, { contacts: [{ user_id: 'IN.1' }], messages: [{ id: 'wamid.1' }] }))
  assert.deepEqual(await client.sendMessage(sample), {
    kind: 'accepted',
    wamid: 'wamid.1',
    waId: null,
    messageStatus: null,
  })
})

test('an error of Meta is refused with its policy and the wait it asks for', async () => {
  const error = { message: '(#130429) Rate limit hit', type: 'OAuthException', code: 130429 }
  const client = await startClient(reply(400, { error }, { 'retry-after': '7' }))
  const outcome = await client.sendMessage(sample)
  assert.ok(outcome.kind === 'refused')
  assert.deepEqual([outcome.httpStatus, outcome.error, outcome.policy.action], [400, error, 'wait'])
  assert.equal(outcome.retryAfterMs, 7000)
})

test('the usage header names the wait in minutes', async () => {
  const use = { '1': [{ type: 'whatsapp', estimated_time_to_regain_access: 3 }] }
  const headers = { 'x-business-use-case-usage': JSON.stringify(use) }
  const client = await startClient(reply(400, { error: { message: '', code: 80007 } }, headers))
  const outcome = await client.sendMessage(sample)
  assert.equal(outcome.kind === 'refused' && outcome.retryAfterMs, 180_000)
})

test('a 503 of Meta is refused, a 503 of something before it was not sent', async () => {
  const graph = await startClient(reply(503, { error: { message: '', code: 2 } }))
  assert.equal((await graph.sendMessage(sample)).kind, 'refused')
  const proxy = await startClient(reply(503, '<html>'))
  assert.equal((await proxy.sendMessage(sample)).kind, 'not_sent')
})

test('an answer that cannot be read leaves the outcome unknown', async () => {
  const answers: [number, unknown][] = [
    [200, '<html>'],
    [200, ''],
    [200, {}],
    [200, { messages: [] }],
    [502, '<html>'],
    [504, ''],
    [500, { error: 'x' }],
  ]
  for (const [status, body] of answers) {
    const client = await startClient(reply(status, body))
    assert.equal((await client.sendMessage(sample)).kind, 'unknown', `${status} ${JSON.stringify(body)}`)
  }
})

test('a connection dropped after the request left is unknown', async () => {
  const client = await startClient((request) => request.socket.destroy())
  assert.equal((await client.sendMessage(sample)).kind, 'unknown')
  const reset = await startClient((request) => request.socket.resetAndDestroy())
  assert.equal((await reset.sendMessage(sample)).kind, 'unknown')
  const half = await startClient((_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"messages"', () => response.destroy())
  })
  assert.equal((await half.sendMessage(sample)).kind, 'unknown')
})

test('no headers and no body in time are unknown', async () => {
  const silent = await startClient(() => {}, { headersTimeoutMs: 100 })
  const noHeaders = await silent.sendMessage(sample)
  assert.ok(noHeaders.kind === 'unknown' && noHeaders.cause.startsWith('UND_ERR_HEADERS_TIMEOUT'))
  const stalled = await startClient((_request, response) => response.writeHead(200).write('{'), { bodyTimeoutMs: 100 })
  const noBody = await stalled.sendMessage(sample)
  assert.ok(noBody.kind === 'unknown' && noBody.cause.startsWith('UND_ERR_BODY_TIMEOUT'))
})

test('a refused connection, an unknown host and a closed client did not send', async () => {
  for (const baseUrl of ['http://127.0.0.1:1', 'http://localhost:1', 'http://nowhere.invalid']) {
    const client = createCloudApiClient({ baseUrl })
    const outcome = await client.sendMessage(sample)
    assert.equal(outcome.kind, 'not_sent', `${baseUrl} ${JSON.stringify(outcome)}`)
    await client.close()
    assert.equal((await client.sendMessage(sample)).kind, 'not_sent')
  }
})

test('a token that no header can carry was not sent, and does not appear in the cause', async () => {
  const client = await startClient(reply(200, {}))
  const outcome = await client.sendMessage({ ...sample, token: 'line\nbreak' })
  assert.ok(outcome.kind === 'not_sent' && !outcome.cause.includes('break'))
})

test('connections are kept and used again', async () => {
  const ports = new Set<number | undefined>()
  const client = await startClient((request, response) => {
    ports.add(request.socket.remotePort)
    response.end('{"messages":[{"id":"wamid.1"}]}')
  })
  for (let sent = 0; sent < 20; sent++) await client.sendMessage(sample)
  assert.ok(ports.size <= 2, `${ports.size} connections`) // the pool frees one just after its answer is read
})

test('a message that may not leave any more when its turn comes does not, and the connection serves the next', async () => {
  const arrived: string[] = []
  const first = Promise.withResolvers<ServerResponse>()
  const client = await startClient(
    (_request, response, body) => {
      arrived.push(body)
      if (body === 'first') first.resolve(response)
      else response.end('{"messages":[{"id":"wamid.2"}]}')
    },
    { connections: 1 },
  )
  let mayLeave = true
  const sent = client.sendMessage({ ...sample, body: 'first', mayLeave: () => mayLeave })
  const response = await first.promise
  const queued = client.sendMessage({ ...sample, body: 'queued', mayLeave: () => mayLeave })
  mayLeave = false
  response.end('{"messages":[{"id":"wamid.1"}]}')
  assert.equal((await sent).kind, 'accepted')
  assert.deepEqual(await queued, { kind: 'held_back' })
  assert.equal((await client.sendMessage({ ...sample, body: 'next' })).kind, 'accepted')
  assert.deepEqual(arrived, ['first', 'next'])
})

test('other calls send what Meta documents and give its data, its error or that it is unreachable', async () => {
  const seen: unknown[] = []
  const client = await startClient(
    (request, response, body) => {
      seen.push([request.method, request.url?.split('?')[0], body])
      response.end('{"success":true,"id":"77"}')
    },
    { version: 'v24.0' },
  )
  const access = { phoneNumberId: '77', token: 't' }
  const number = await client.getPhoneNumber(access)
  assert.ok(number.ok && number.data.id === '77')
  await client.subscribeApp({ wabaId: '1', token: 't' })
  await client.subscribeApp({ wabaId: '1', token: 't', overrideCallbackUri: 'https://a.example', verifyToken: 'v' })
  await client.markAsRead({ ...access, messageId: 'wamid.9', typing: true })
  assert.deepEqual(seen, [
    ['GET', '/v24.0/77', ''],
    ['POST', '/v24.0/1/subscribed_apps', ''],
    ['POST', '/v24.0/1/subscribed_apps', '{"override_callback_uri":"https://a.example","verify_token":"v"}'],
    [
      'POST',
      '/v24.0/77/messages',
      '{"messaging_product":"whatsapp","status":"read","message_id":"wamid.9","typing_indicator":{"type":"text"}}',
    ],
  ])

  const expired = await startClient(reply(401, { error: { message: '', code: 190 } }))
  const refused = await expired.getPhoneNumber(access)
  assert.ok(!refused.ok && !refused.unreachable && refused.policy.action === 'needs_token')
  const broken = await startClient(reply(502, '<html>'))
  const unreachable = await broken.getPhoneNumber(access)
  assert.ok(!unreachable.ok && unreachable.unreachable)
})
