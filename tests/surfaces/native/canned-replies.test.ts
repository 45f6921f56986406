import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null)
})
afterAll(() => gateway.close())

const call: RunningGateway['call'] = (method, path, body, headers) => gateway.call(method, path, body, headers)

test('canned replies are made, listed page by page, changed and deleted', async () => {
  const made = await call('POST', '/v1/canned-replies', { shortcut: 'refund', body: 'Hi {{contact.name}}' })
  assert.deepEqual([made.status, made.body.shortcut], [201, 'refund'])
  await call('POST', '/v1/canned-replies', { shortcut: 'hours', body: 'We are open from 9 to 6.' })
  const page = await call('GET', '/v1/canned-replies?limit=1')
  assert.equal(page.body.data[0].id, made.body.id)
  const next = await call('GET', `/v1/canned-replies?limit=1&cursor=${page.body.nextCursor}`)
  assert.deepEqual([next.body.data[0].shortcut, next.body.hasMore], ['hours', false])
  const changed = await call('PATCH', `/v1/canned-replies/${made.body.id}`, { body: 'Done' })
  assert.deepEqual([changed.body.shortcut, changed.body.body], ['refund', 'Done'])
  assert.equal((await call('DELETE', `/v1/canned-replies/${made.body.id}`)).status, 204)
  assert.equal((await call('DELETE', `/v1/canned-replies/${made.body.id}`)).status, 404)
})

test('one shortcut leads to one reply, also when two are made at once', async () => {
  const make = (shortcut: string) => call('POST', '/v1/canned-replies', { shortcut, body: 'x' })
  const replies = await Promise.all([make('Twice'), make('twice'), make('TWICE')])
  assert.deepEqual(replies.map(({ status }) => status).toSorted(), [201, 409, 409])
  const other = await make('other')
  assert.equal((await call('PATCH', `/v1/canned-replies/${other.body.id}`, { shortcut: 'twice' })).status, 409)
  assert.equal((await call('PATCH', `/v1/canned-replies/${other.body.id}`, { shortcut: 'Other' })).status, 200)
})

test('what is no shortcut or no text is rejected with its place', async () => {
  for (const [body, path] of [
    [{ shortcut: 'two words', body: 'x' }, '/shortcut'],
    [{ shortcut: 'ok', body: '   ' }, '/body'],
    [{ shortcut: 'ok', body: 'x'.repeat(4097) }, '/body'],
  ] as const) {
    const refused = await call('POST', '/v1/canned-replies', body)
    assert.deepEqual([refused.status, refused.body.errors[0].pointer], [400, path], JSON.stringify(refused.body))
  }
})

test('another account sees none of them, and a viewer of ours changes none', async () => {
  const made = await call('POST', '/v1/canned-replies', { shortcut: 'ours', body: 'x' })
  const other = await call('POST', '/auth/register', { name: 'Other', email: 'other@example.com' })
  const theirs = { authorization: `Bearer ${other.body.data.apiKey}` }
  assert.equal((await call('GET', '/v1/canned-replies', undefined, theirs)).body.data.length, 0)
  assert.equal((await call('PATCH', `/v1/canned-replies/${made.body.id}`, { body: 'y' }, theirs)).status, 404)
  assert.equal((await call('DELETE', `/v1/canned-replies/${made.body.id}`, undefined, theirs)).status, 404)
  const key = await call('POST', '/v1/api-keys', { scopes: ['conversations:read'] })
  const reader = { authorization: `Bearer ${key.body.secret}` }
  assert.equal((await call('POST', '/v1/canned-replies', { shortcut: 'no', body: 'x' }, reader)).status, 403)
})
