import assert from 'node:assert/strict'
import { mcpTools } from '@dawk/mcp/tools.ts'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type RunningGateway, startGateway } from '../support/gateway.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null)
})
afterAll(() => gateway.close())

interface Session {
  t: { onTestFinished(fn: () => Promise<void>): void }
  mode: 'legacy' | { pin: string }
  apiKey?: string
  allow?: string
}

/** The official client, connected over HTTP in one generation of the protocol. */
async function connect({ t, mode, apiKey = gateway.apiKey, allow }: Session) {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } })
  const url = new URL(`${gateway.url}/mcp${allow === undefined ? '' : `?allow=${allow}`}`)
  const headers = { authorization: `Bearer ${apiKey}` }
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }))
  t.onTestFinished(() => client.close())
  async function call(name: string, given: Record<string, unknown> = {}) {
    const { content, isError = false } = (await client.callTool({ name, arguments: given })) as {
      content: { text: string }[]
      isError?: boolean
    }
    return { text: content[0]?.text ?? '', isError }
  }
  return { client, call }
}

const newKey = async (scopes: string[]) =>
  String((await gateway.call('POST', '/v1/api-keys', { name: 'assistant', scopes })).body.secret)

const person = '14155550177'
const post = (body: unknown, headers: Record<string, string> = {}, query = '') =>
  fetch(`${gateway.url}/mcp${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const ping = { jsonrpc: '2.0', id: 1, method: 'ping' }

describe.each([
  ['2025-11-25', 'legacy' as const],
  ['2026-07-28', { pin: '2026-07-28' }],
])('in the generation %s', (version, mode) => {
  test('an assistant is shown the tools that read, and they answer for the account of the key', async (t) => {
    const { client, call } = await connect({ t, mode })
    const { tools } = await client.listTools()
    assert.deepEqual(
      tools.map(({ name }) => name),
      mcpTools.filter(({ kind }) => kind === 'read').map(({ name }) => name),
    )
    assert.equal(JSON.parse((await call('get_account')).text).id, gateway.accountId)
    const unknown = await call('get_message', { id: '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4' })
    assert.deepEqual([unknown.isError, /not_found, request/.test(unknown.text)], [true, true], unknown.text)
    await assert.rejects(call('send_message', { to: person, text: 'hi' }))
    assert.equal(version, client.getNegotiatedProtocolVersion())
  })

  test('a message leaves once it was confirmed, in another request of another connection', async (t) => {
    const first = await connect({ t, mode, allow: 'send' })
    const message = { to: person, text: `hello in ${version}` }
    const { confirmation, sent } = JSON.parse((await first.call('send_message', message)).text)
    assert.equal(sent, false)
    const second = await connect({ t, mode, allow: 'write,send' })
    assert.equal((await second.client.listTools()).tools.length, mcpTools.length)
    const { id } = JSON.parse((await second.call('send_message', { ...message, confirmation })).text)
    assert.equal((await gateway.call('GET', `/v1/messages/${id}`)).status, 200)
    const again = JSON.parse((await first.call('send_message', { ...message, confirmation })).text)
    assert.equal(again.id, id, 'one confirmation sends one message')
  })

  test('a tool cannot do what the key cannot, whatever is allowed', async (t) => {
    const { call } = await connect({ t, mode, apiKey: await newKey(['messages:read']), allow: 'send' })
    const message = { to: person, text: 'no' }
    const { confirmation } = JSON.parse((await call('send_message', message)).text)
    const refused = await call('send_message', { ...message, confirmation })
    assert.match(refused.text, /forbidden/)
    assert.equal(refused.isError, true)
  })
})

test('without a good key nobody gets in, and is told how', async () => {
  for (const headers of [{}, { authorization: 'Bearer sk_live_nobody' }] as Record<string, string>[]) {
    const refused = await post(ping, headers)
    assert.equal(refused.status, 401)
    assert.equal(refused.headers.get('www-authenticate'), 'Bearer realm="dawk"')
    const { error } = (await refused.json()) as { error: { data: { code: string } } }
    assert.equal(error.data.code, 'unauthenticated')
  }
})

test('what is no request of the protocol is refused in its words, and never with 500', async () => {
  const authorization = `Bearer ${gateway.apiKey}`
  const cases: [unknown, Record<string, string>, string, number][] = [
    ['{"jsonrpc":', {}, '', 400],
    [ping, {}, '?allow=everything', 400],
    [ping, { origin: 'https://evil.example' }, '', 403],
    [ping, { 'sec-fetch-site': 'cross-site' }, '', 403],
    [{ hello: 'world' }, {}, '', 400],
    [[], {}, '', 400],
    ['x', { 'content-type': 'text/plain' }, '', 415],
  ]
  for (const [body, headers, query, status] of cases) {
    const reply = await post(body, { authorization, ...headers }, query)
    const text = await reply.text()
    assert.equal(reply.status, status, `${JSON.stringify(body)} ${JSON.stringify(headers)} ${query}: ${text}`)
    assert.equal(JSON.parse(text).jsonrpc, '2.0', text)
  }
  for (const method of ['GET', 'DELETE'])
    assert.equal((await fetch(`${gateway.url}/mcp`, { method, headers: { authorization } })).status, 405)
})

test('a key sends at most twenty messages a minute through assistants', async (t) => {
  const apiKey = await newKey(['messages:read', 'messages:write'])
  const { call } = await connect({ t, mode: 'legacy', apiKey, allow: 'send' })
  const results = []
  for (let nth = 0; nth < 21; nth++) {
    const message = { to: person, text: `message ${nth}` }
    const { confirmation } = JSON.parse((await call('send_message', message)).text)
    results.push(await call('send_message', { ...message, confirmation }))
  }
  assert.deepEqual(
    results.map(({ isError }) => isError),
    [...Array.from({ length: 20 }, () => false), true],
  )
  assert.match(results.at(-1)?.text ?? '', /at most 20 messages a minute/)
})
