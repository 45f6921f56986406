import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type RunningGateway, startGateway } from '../support/gateway.ts'
import { sendRaw } from '../support/raw-request.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null, { DAWK_TRUST_PROXY: '127.0.0.1/32' })
})
afterAll(() => gateway.close())

interface Surface {
  name: string
  prefix: string
  authorization(key: string): string
  /** What its errors have, and no other surface's. */
  members: readonly string[]
}

const bearer = (key: string) => `Bearer ${key}`
const surfaces: readonly Surface[] = [
  { name: 'native', prefix: '/v1', authorization: bearer, members: ['detail', 'requestId', 'type'] },
  { name: 'whatsapi', prefix: '', authorization: bearer, members: ['error', 'success'] },
  { name: 'wonestop', prefix: '/api/whatsapp/v1', authorization: bearer, members: ['error', 'success'] },
  { name: 'waba-portal', prefix: '/api/v1', authorization: bearer, members: ['error'] },
  { name: 'cloud-api', prefix: '/graph', authorization: bearer, members: ['error'] },
  {
    name: 'mobile-gateway',
    prefix: '/rest/wab/v1',
    authorization: (key) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
    members: ['error', 'message', 'statusCode'],
  },
  { name: 'partner', prefix: '/api/partner/v1', authorization: bearer, members: ['detail', 'requestId', 'type'] },
]

interface Case {
  name: string
  /** Behind the prefix. */
  path: string
  method?: string
  /** Instead of the host. */
  head?: string
  body?: string
  /** As the surfaces have it; Meta's own is 400 where others say 404. */
  status: number
}

const cases: readonly Case[] = [
  { name: 'a % before no digits', path: '/somewhere/%zz', status: 400 },
  { name: 'bytes that are not UTF-8', path: '/somewhere/%ff', status: 400 },
  { name: 'a part of the path that is too long', path: `/messages/${'9'.repeat(300)}`, status: 404 },
  { name: 'a method that nothing here takes', path: '/somewhere', method: 'PROPFIND', status: 404 },
  { name: 'an unknown path with a body of another type', path: '/nowhere', method: 'POST', body: 'x', status: 404 },
  { name: 'no Host', path: '/somewhere', head: 'X-Nothing: 1', status: 400 },
  { name: 'two Hosts', path: '/somewhere', head: 'Host: x\r\nHost: evil.example', status: 400 },
  { name: 'an expectation', path: '/somewhere', head: 'Host: x\r\nExpect: wonders', status: 417 },
]

const send = ({ prefix }: Surface, { path, method = 'GET', head = 'Host: x', body = '' }: Case, headers: string[]) => {
  const lines = [head, 'Connection: close', ...headers]
  if (body !== '') lines.push('Content-Type: text/plain', `Content-Length: ${body.length}`)
  return sendRaw(gateway.url, `${method} ${prefix}${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
}

describe.each(surfaces)('$name refuses in its own shape, and shows what is left:', (surface) => {
  test.each(cases)('$name', async (refused) => {
    const key = [`Authorization: ${surface.authorization(gateway.apiKey)}`, 'X-Request-Id: refused-1']
    const replies = [await send(surface, refused, key), await send(surface, refused, key)]
    for (const { status, headers, body } of replies) {
      const isMetas = surface.name === 'cloud-api' && refused.status === 404
      assert.equal(status, isMetas ? 400 : refused.status)
      assert.equal(headers.get('x-request-id'), 'refused-1')
      for (const member of surface.members)
        assert.ok(Object.hasOwn(body, member), `${member} in ${JSON.stringify(body)}`)
      assert.equal(headers.get('x-ratelimit-limit'), '2000')
      assert.match(headers.get('ratelimit-policy') ?? '', /^"burst";q=2000/)
    }
    const [first, second] = replies.map(({ headers }) => Number(headers.get('x-ratelimit-remaining')))
    assert.equal(second, Number(first) - 1, 'it is counted')
  })

  test('a wrong key and none', async () => {
    const [broken] = cases as [Case]
    const from = `X-Forwarded-For: 192.0.2.${surfaces.indexOf(surface) + 1}`
    const none = await send(surface, broken, [from])
    assert.deepEqual([none.status, none.headers.get('x-ratelimit-remaining')], [400, '60'])
    const guess = [`Authorization: ${surface.authorization(`sk_live_${'3'.repeat(48)}`)}`, from]
    const first = await send(surface, broken, guess)
    assert.deepEqual([first.status, first.headers.get('x-ratelimit-limit')], [401, '60'])
    const next = await Promise.all(Array.from({ length: 125 }, () => send(surface, broken, guess))) // more than two minutes of the clock allow
    const stopped = next.find(({ status }) => status === 429)
    assert.ok(Number(stopped?.headers.get('retry-after')) > 0)
    assert.equal(stopped?.headers.get('x-ratelimit-remaining'), '0')
  })
})

describe.each(surfaces)('$name is the shape also of what is not HTTP:', ({ prefix, members }) => {
  test.each([
    ['an unknown method', 400, `FOO ${prefix}/somewhere HTTP/1.1\r\nHost: x\r\nX-Request-Id: r-1\r\n\r\n`],
    ['a bad header', 400, `GET ${prefix}/somewhere HTTP/1.1\r\nX-Request-Id: r-1\r\nBad Name: x\r\n\r\n`],
    [
      'headers that are too large',
      431,
      `GET ${prefix}/somewhere HTTP/1.1\r\nX-Request-Id: r-1\r\nA: ${'x'.repeat(20_000)}\r\n\r\n`,
    ],
  ])('%s', async (_name, status, bytes) => {
    const reply = await sendRaw(gateway.url, bytes)
    assert.deepEqual([reply.status, reply.headers.get('x-request-id')], [status, 'r-1'])
    for (const member of members) assert.ok(Object.hasOwn(reply.body, member), `${member}`)
    assert.deepEqual([reply.headers.get('x-ratelimit-limit'), reply.headers.get('connection')], ['60', 'close'])
    assert.match(reply.headers.get('ratelimit') ?? '', /^"burst";r=60;t=\d+$/)
  })
})

test('what broke off or belongs to no surface is answered too', async () => {
  const reply = await sendRaw(gateway.url, '\0\0\0\r\n\r\n')
  assert.deepEqual([reply.status, reply.body.success], [400, false])
  assert.match(reply.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/)
})

test('a key in the query of a broken address counts as at /graph it does', async () => {
  const path = `/somewhere/%zz?access_token=${gateway.apiKey}`
  const { status, headers } = await send(surfaces[4] as Surface, { name: '', path, status: 400 }, [])
  assert.deepEqual([status, headers.get('x-ratelimit-limit')], [400, '2000'])
})

test('a slash at the end of an address changes nothing, on any surface', async () => {
  for (const path of ['/v1/messages', '/messages', '/api/v1/templates', `/graph/v23.0/${gateway.phoneNumberId}`]) {
    const [plain, slashed] = await Promise.all([gateway.call('GET', path), gateway.call('GET', `${path}/`)])
    assert.deepEqual([path, plain.status, slashed.status], [path, 200, 200])
  }
})
