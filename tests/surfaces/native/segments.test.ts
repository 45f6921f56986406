import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
let stranger: { authorization: string }
let ids: string[]
beforeAll(async () => {
  gateway = await startGateway(null)
  call = await checked(gateway)
  const other = { name: 'Other', email: 'other@example.com' }
  const { body } = await gateway.call('POST', '/auth/register', other, { authorization: '' })
  stranger = { authorization: `Bearer ${body.data.apiKey}` }
  await call('POST', '/v1/attributes', { key: 'city', type: 'text', indexed: true })
  const contacts = ['Pune', 'Goa', 'Goa'].map((city, at) => ({
    phone: `91990060000${at}`,
    name: `No ${at}`,
    attributes: { city },
  }))
  ids = (await call('POST', '/v1/contacts/bulk', { contacts })).body.data.map(({ id }: { id: string }) => id)
})
afterAll(() => gateway.close())

const idsOf = ({ body }: { body: { data: { id: string }[] } }) => body.data.map(({ id }) => id).toSorted()
const goa = { field: 'attributes.city', op: 'eq', value: 'goa' }
let names = 0
const create = async (body: object) => {
  const reply = await call('POST', '/v1/segments', { name: `Segment ${++names}`, ...body })
  assert.equal(reply.status, 201, JSON.stringify(reply.body))
  return reply.body
}

test('a filter finds the same by search, list, segment and preview', async () => {
  const expected = ids.slice(1).toSorted()
  assert.deepEqual(idsOf(await call('POST', '/v1/contacts/search', { filter: goa })), expected)
  const encoded = Buffer.from(JSON.stringify(goa)).toString('base64url')
  assert.deepEqual(idsOf(await call('GET', `/v1/contacts?filter=${encoded}`)), expected)
  const segment = await create({ filter: goa })
  assert.deepEqual(idsOf(await call('GET', `/v1/segments/${segment.id}/contacts`)), expected)
  assert.deepEqual(idsOf(await call('GET', `/v1/contacts?segment=${segment.id}&search=no`)), expected)
  const preview = await call('POST', '/v1/segments/preview', { filter: goa })
  assert.deepEqual([preview.body.count, preview.body.countIsExact, preview.body.sample.length], [2, true, 2])
  const first = await call('POST', '/v1/contacts/search', { filter: goa, limit: 1 })
  const second = await call('POST', '/v1/contacts/search', { filter: goa, limit: 1, cursor: first.body.nextCursor })
  assert.deepEqual([...idsOf(first), ...idsOf(second)].toSorted(), expected)
})

test('problems of a filter come with their pointers', async () => {
  const reply = await call('POST', '/v1/contacts/search', {
    filter: { all: [goa, { field: 'attributes.town', op: 'eq', value: 1 }] },
  })
  assert.deepEqual([reply.status, reply.body.errors[0].pointer], [400, '/filter/all/1/field'])
  assert.equal((await call('GET', '/v1/contacts?filter=%7B')).status, 400)
})

test('a static segment is a list that is changed by hand', async () => {
  const { id, kind } = await create({})
  const members = (body: object) => call('POST', `/v1/segments/${id}/members`, body)
  assert.equal(kind, 'static')
  const nobody = '01a1fce0-31b0-75bf-b5b0-3a1e285d179b'
  assert.deepEqual((await members({ add: [...ids, nobody] })).body, { added: 3, removed: 0 })
  assert.deepEqual((await members({ remove: [ids[0]] })).body, { added: 0, removed: 1 })
  const inList = { all: [{ field: 'segment', op: 'in', value: id }, { not: goa }] }
  assert.deepEqual(idsOf(await call('POST', '/v1/contacts/search', { filter: inList })), [])
  assert.deepEqual(idsOf(await call('GET', `/v1/segments/${id}/contacts`)), ids.slice(1).toSorted())
  assert.equal((await call('PATCH', `/v1/segments/${id}`, { filter: goa })).status, 400)
  const dynamic = await create({ filter: goa })
  assert.equal((await call('POST', `/v1/segments/${dynamic.id}/members`, { add: [ids[0]] })).status, 409)
})

test('segments name segments, but neither in a circle nor through too many', async () => {
  const one = await create({ filter: goa })
  const naming = (id: string) => ({ field: 'segment', op: 'in', value: id })
  const two = await create({ filter: { not: naming(one.id) } })
  assert.ok(idsOf(await call('GET', `/v1/segments/${two.id}/contacts`)).includes(ids[0] ?? ''))
  const circle = await call('PATCH', `/v1/segments/${one.id}`, { filter: naming(two.id) })
  assert.deepEqual([circle.status, /contain itself/.test(circle.body.errors[0].detail)], [400, true])
  const three = await create({ filter: naming(two.id) })
  const four = await create({ filter: naming(three.id) })
  const deep = await call('POST', '/v1/segments', { name: 'Deep', filter: naming(four.id) })
  assert.deepEqual([deep.status, /more than 3/.test(deep.body.errors[0].detail)], [400, true])
  assert.equal((await call('DELETE', `/v1/segments/${one.id}`)).status, 409)
  assert.equal((await call('DELETE', `/v1/segments/${four.id}`)).status, 204)
  assert.equal((await call('POST', '/v1/segments', { name: two.name, filter: goa })).status, 409)
  const renamed = await call('PATCH', `/v1/segments/${two.id}`, { filter: goa })
  assert.equal(renamed.body.revision, 2)
})

test("another account's segments are 404, and nobody of it is found by a filter", async () => {
  const { id } = await create({ filter: goa })
  const asStranger = (method: string, path: string, body?: object) => call(method, `/v1${path}`, body, stranger)
  for (const [method, path, body] of [
    ['GET', `/segments/${id}`],
    ['GET', `/segments/${id}/contacts`],
    ['PATCH', `/segments/${id}`, { name: 'x' }],
    ['POST', `/segments/${id}/members`, { add: ids }],
    ['DELETE', `/segments/${id}`],
  ] as const)
    assert.equal((await asStranger(method, path, body)).status, 404, path)
  assert.deepEqual(idsOf(await asStranger('POST', '/contacts/search', { filter: { field: 'name', op: 'exists' } })), [])
  assert.equal(
    (await asStranger('POST', '/contacts/search', { filter: { field: 'segment', op: 'in', value: id } })).status,
    400,
  )
  const theirs = (await asStranger('POST', '/segments', { name: 'Theirs' })).body.id
  assert.deepEqual((await asStranger('POST', `/segments/${theirs}/members`, { add: ids })).body, {
    added: 0,
    removed: 0,
  })
})
