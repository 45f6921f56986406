import assert from 'node:assert/strict'
import { scopes } from '@dawk/core/tenancy/access/scopes.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked, nativeRoutes } from '../../support/native.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
beforeAll(async () => {
  gateway = await startGateway(null)
  call = await checked(gateway)
})
afterAll(() => gateway.close())

test('every route is named, tagged, described and has a scope', async () => {
  const routes = await nativeRoutes()
  const ids = routes.map(({ schema }) => schema['operationId'])
  assert.deepEqual(ids, [...new Set(ids)])
  for (const { method, url, config, schema } of routes) {
    const name = `${method} ${url}`
    for (const part of ['operationId', 'summary', 'description']) assert.ok(schema[part], `${name} has no ${part}`)
    assert.ok(Array.isArray(schema['tags']) && schema['tags'].length > 0, `${name} has no tag`)
    assert.ok(config.scope === null || Object.hasOwn(scopes, config.scope ?? ''), `${name} has no scope`)
    if (url.includes(':')) assert.ok(schema.response['404'], `${name} does not document 404`)
  }
})

test('the account sees its sandbox number, by list and by id', async () => {
  const list = await call('GET', '/v1/numbers')
  assert.equal(list.status, 200)
  assert.deepEqual([list.body.hasMore, list.body.nextCursor, list.body.data.length], [false, null, 1])
  const [number] = list.body.data
  assert.deepEqual([number.phoneNumberId, number.sandbox], [gateway.phoneNumberId, true])
  assert.deepEqual((await call('GET', `/v1/numbers/${number.id}`)).body, number)
})

test('what is not there answers 404, whatever the shape of its id', async () => {
  for (const id of ['019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4', 'x', '%00', '%F0%9F%98%80', '1'.repeat(200)]) {
    const { status, body } = await call('GET', `/v1/numbers/${id}`)
    assert.deepEqual([id, status, body.code], [id, 404, 'not_found'])
  }
})

test.each(['limit=0', 'limit=101', 'limit=x', 'cursor=', 'cursor=abc', 'surplus=1'])(
  'the query %j is refused by name',
  async (query) => {
    const { status, body } = await call('GET', `/v1/numbers?${query}`)
    assert.deepEqual([status, body.code, body.errors.length], [400, 'invalid_request', 1])
    assert.equal(body.errors[0].path, query.split('=')[0])
  },
)

test('problems tell what the transport refused, under the request id given', async () => {
  const headers = { 'x-request-id': 'my-request-1' }
  const missing = await call('GET', '/v1/nowhere', undefined, headers)
  assert.deepEqual(
    [missing.status, missing.body.requestId, missing.body.type],
    [404, 'my-request-1', '/v1/errors/not_found'],
  )
  assert.match(missing.headers.get('content-type') ?? '', /^application\/problem\+json/)
  const wrong = await call('DELETE', '/v1/numbers', undefined, headers)
  assert.deepEqual([wrong.status, wrong.body.status, wrong.headers.get('allow')], [405, 405, 'GET, HEAD, POST'])
  assert.equal(wrong.body.code, 'method_not_allowed')
})

test.each([
  ['{"to":1,}', 'The body is not valid JSON: see line 1, column 9.'],
  ['{\n"to" 1}', 'The body is not valid JSON: see line 2, column 6.'],
  ['{"to":', 'The body is not valid JSON: it ends too early.'],
  ['to=1', 'The body is not valid JSON: unexpected "o".'],
])('of broken JSON the place is told: %j', async (body, detail) => {
  const reply = await call('POST', '/v1/messages', body)
  assert.deepEqual([reply.status, reply.body.detail], [400, detail])
})

test('without a key 401, without the scope 403; the catalogue of errors is open', async () => {
  const refused = await call('GET', '/v1/numbers', undefined, { authorization: '' })
  assert.deepEqual([refused.status, refused.body.code], [401, 'unauthenticated'])
  const all = await call('GET', '/v1/errors', undefined, { authorization: '' })
  assert.equal(all.status, 200)
  for (const { type, code } of all.body.data) assert.equal((await call('GET', type)).body.code, code)
  assert.equal((await call('GET', '/v1/errors/constructor')).status, 404)
})
