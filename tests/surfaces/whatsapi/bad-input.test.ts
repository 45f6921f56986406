import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null)
})
afterAll(() => gateway.close())

const to = '14155552671'
const text = { to, message: 'x' }

/** What is wrong, the body, the fields that the answer must name. */
const bodies: [string, unknown, string[]][] = [
  ['malformed JSON', '{"to": "1', []],
  ['an empty body', '', ['body']],
  ['a list', [], ['body']],
  ['null', 'null', ['body']],
  ['a prototype', '{"__proto__": {"to": "1"}}', []],
  ['nothing', {}, ['to']],
  ['wrong types', { to: 14155552671, message: 7, dry_run: 'true' }, ['to', 'message', 'dry_run']],
  ['an unknown field', { ...text, sendat: '2030-01-01T00:00:00Z' }, ['sendat']],
  ['neither text nor template', { to }, ['message']],
  ['text and template', { ...text, template: { name: 'hello_world', language: 'en_US' } }, ['message']],
  ['an empty text', { to, message: '' }, ['message']],
  ['a long text', { to, message: 'x'.repeat(4097) }, ['message']],
  ['a null character', { to, message: 'a\0b' }, ['message']],
  ['half a surrogate pair', '{"to":"14155552671","message":"\\ud800"}', ['message']],
  ['a plus', { ...text, to: '+14155552671' }, ['to']],
  ['spaces', { ...text, to: '1 415 555 2671' }, ['to']],
  ['letters', { ...text, to: 'Sarah' }, ['to']],
  ['a national number', { ...text, to: '07911123456' }, ['to']],
  ['a short number', { ...text, to: '123' }, ['to']],
  ['a past instant', { ...text, sendAt: '2020-01-01T00:00:00Z' }, ['sendAt']],
  ['an instant without zone', { ...text, sendAt: '2030-01-01T00:00:00' }, ['sendAt']],
  ['a list as metadata', { ...text, metadata: [] }, ['metadata']],
  ['much metadata', { ...text, metadata: { a: 'x'.repeat(5000) } }, ['metadata']],
  [
    'deep metadata',
    `{"to":"1415555267","message":"x","metadata":{"a":${'['.repeat(9999)}${']'.repeat(9999)}}}`,
    ['metadata'],
  ],
  ['a template without language', { to, template: { name: 'hello_world' } }, ['template.language']],
  ['an unknown field of a template', { to, template: { name: 'a', language: 'en', lang: 1 } }, ['template.lang']],
]

test.each(bodies)('%s answers 400 and says where', async (_name, body, fields) => {
  const reply = await gateway.call('POST', '/send-message', body)
  assert.deepEqual([reply.status, reply.body.success, typeof reply.body.error], [400, false, 'string'])
  const named = reply.body.details.map(({ field }: { field: string }) => field)
  for (const field of fields) assert.ok(named.includes(field), `${field} in ${named}`)
})

test('the transport refuses in the same shape', async () => {
  const large = await gateway.call('POST', '/send-message', { to, message: 'x'.repeat(1_100_000) })
  const form = await gateway.call('POST', '/send-message', 'to=1', {
    'content-type': 'application/x-www-form-urlencoded',
  })
  const method = await gateway.call('PATCH', '/send-message', {})
  const path = await gateway.call('GET', '/nowhere')
  const replies = [large, form, method, path]
  assert.deepEqual(
    replies.map(({ status }) => status),
    [413, 415, 405, 404],
  )
  for (const { body } of replies) assert.deepEqual([body.success, typeof body.error], [false, 'string'])
  assert.equal(method.headers.get('allow'), 'POST')
})

test('bytes that are not UTF-8 are refused', async () => {
  const body = Buffer.concat([Buffer.from('{"to":"14155552671","message":"'), Buffer.from([0xff]), Buffer.from('"}')])
  const headers = { authorization: `Bearer ${gateway.apiKey}`, 'content-type': 'application/json' }
  assert.equal((await fetch(`${gateway.url}/send-message`, { method: 'POST', headers, body })).status, 400)
})

test('nothing of all this was stored', async () => {
  assert.equal((await gateway.call('GET', '/messages')).body.pagination.total, 0)
})
