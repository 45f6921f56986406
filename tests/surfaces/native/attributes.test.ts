import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
let stranger: { authorization: string }
beforeAll(async () => {
  gateway = await startGateway(null)
  call = await checked(gateway)
  const { body } = await gateway.call(
    'POST',
    '/auth/register',
    { name: 'Other', email: 'other@example.com' },
    { authorization: '' },
  )
  stranger = { authorization: `Bearer ${body.data.apiKey}` }
})
afterAll(() => gateway.close())

const pathsOf = ({ body }: { body: { errors: { path: string }[] } }) => body.errors.map(({ path }) => path)

test('an attribute is created, listed, relabelled and archived; key and type stay', async () => {
  const options = [
    { key: 'basic', label: 'Basic' },
    { key: 'pro', label: 'Pro' },
  ]
  const created = await call('POST', '/v1/attributes', { key: 'plan', type: 'select', options })
  assert.deepEqual(
    [created.status, created.body.label, created.body.unique, created.body.archivedAt],
    [201, 'plan', false, null],
  )
  const path = `/v1/attributes/${created.body.id}`
  assert.deepEqual((await call('GET', path)).body, created.body)
  assert.ok((await call('GET', '/v1/attributes')).body.data.some(({ id }: { id: string }) => id === created.body.id))
  const changed = await call('PATCH', path, {
    label: 'Plan',
    options: [...options, { key: 'max', label: 'Max' }],
    archived: true,
  })
  assert.deepEqual([changed.status, changed.body.label, changed.body.options.length], [200, 'Plan', 3])
  assert.ok(changed.body.archivedAt)
  assert.equal((await call('PATCH', path, { archived: false })).body.archivedAt, null)
  const shorter = await call('PATCH', path, { options: [{ key: 'basic', label: 'Basic' }] })
  assert.deepEqual([shorter.status, pathsOf(shorter)], [400, ['options']])
  assert.equal((await call('PATCH', path, { type: 'text' })).status, 400)
})

test('what a definition may not be is named by its member', async () => {
  const refused = async (body: object) => {
    const reply = await call('POST', '/v1/attributes', body)
    assert.equal(reply.status, 400, JSON.stringify(reply.body))
    return pathsOf(reply)
  }
  assert.deepEqual(await refused({ key: 'City', type: 'text' }), ['key'])
  assert.deepEqual(await refused({ key: 'tier', type: 'select' }), ['options'])
  assert.deepEqual(await refused({ key: 'tier', type: 'boolean', unique: true }), ['unique'])
  const twice = [
    { key: 'a', label: 'One' },
    { key: 'a', label: 'one' },
  ]
  assert.deepEqual(await refused({ key: 'tier', type: 'select', options: twice }), ['options.1.key', 'options.1.label'])
  assert.equal((await call('POST', '/v1/attributes', { key: 'taken', type: 'text' })).status, 201)
  assert.equal((await call('POST', '/v1/attributes', { key: 'taken', type: 'number' })).status, 409)
})

test('at most ten attributes are indexed', async () => {
  const create = (at: number) => call('POST', '/v1/attributes', { key: `indexed_${at}`, type: 'text', indexed: true })
  for (let at = 0; at < 10; at++) assert.equal((await create(at)).status, 201)
  assert.equal((await create(10)).status, 409)
})

test('a tag is one whatever its case; it is renamed and deleted', async () => {
  const created = await call('POST', '/v1/tags', { name: '  Very   Important ', colour: '#1f6feb' })
  assert.deepEqual([created.status, created.body.name, created.body.colour], [201, 'Very Important', '#1f6feb'])
  assert.equal((await call('POST', '/v1/tags', { name: 'very important' })).status, 409)
  assert.equal((await call('POST', '/v1/tags', { name: '   ' })).status, 400)
  const path = `/v1/tags/${created.body.id}`
  assert.deepEqual((await call('PATCH', path, { name: 'VERY important', colour: null })).body, {
    ...created.body,
    name: 'VERY important',
    colour: null,
  })
  assert.equal((await call('DELETE', path)).status, 204)
  assert.equal((await call('PATCH', path, { name: 'x' })).status, 404)
})

test('attributes and tags of another account are 404', async () => {
  const attribute = (await call('POST', '/v1/attributes', { key: 'ours', type: 'text' })).body.id
  const tag = (await call('POST', '/v1/tags', { name: 'ours' })).body.id
  const asStranger = async (method: string, path: string, body?: object) =>
    (await call(method, `/v1${path}`, body, stranger)).status
  assert.deepEqual(
    [
      await asStranger('GET', `/attributes/${attribute}`),
      await asStranger('PATCH', `/attributes/${attribute}`, { label: 'x' }),
      await asStranger('PATCH', `/tags/${tag}`, { name: 'x' }),
      await asStranger('DELETE', `/tags/${tag}`),
    ],
    [404, 404, 404, 404],
  )
  assert.deepEqual((await call('GET', '/v1/attributes', undefined, stranger)).body.data, [])
})
