import '../../support/quick-passwords.ts'
import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { newChild, ownerKey, type PartnerWorld, startPartnerWorld } from '../../support/partner-world.ts'
import { until } from '../../support/processes.ts'

let world: PartnerWorld
beforeAll(async () => {
  world = await startPartnerWorld(null)
})
afterAll(() => world.gateway.close())

async function openShop() {
  const child = await newChild(world.partner)
  await world.gateway.operate('limits', { account: child.id, 'requests-per-minute': 'unlimited' })
  const call = world.as(await ownerKey(world.gateway, child))
  const token = (body: object) =>
    world.partner.call('POST', `/accounts/${child.id}/tokens`, { reason: 'Ticket 815', ...body })
  return { child, call, token }
}

test('a token acts within the account, and each use stands in both audit logs under one request id', async () => {
  const { child, call, token } = await openShop()
  const made = await token({ scopes: ['contacts:read', 'messages:read'], onBehalfOf: 'ravi@reseller.example' })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  assert.match(made.body.secret, /^dk_live_/)
  const read = await world.as(made.body.secret)('GET', '/v1/contacts')
  assert.equal(read.status, 200)
  const requestId = read.headers.get('x-request-id')
  const own = (await call('GET', '/v1/audit-log?action=partner.acted')).body.data
  const theirs = (await world.partner.call('GET', '/audit-log?action=child_account.acted_in')).body.data
  for (const [record] of [own, theirs]) {
    assert.deepEqual([record.requestId, record.after.operation], [requestId, 'GET /v1/contacts'])
    assert.deepEqual(
      [record.after.impersonatedBy, record.after.onBehalfOf],
      [world.partner.accountId, 'ravi@reseller.example'],
    )
  }
  const [shown] = (await call('GET', '/v1/api-keys')).body.data
  assert.deepEqual([shown.id, shown.delegation.kind, shown.delegation.reason], [made.body.id, 'token', 'Ticket 815'])
  const { data } = (await world.partner.call('GET', '/events?type=token.delegated')).body.data.at(-1)
  assert.deepEqual([data.accountId, data.keyId], [child.id, made.body.id])
})

test('it opens no more than the account gives, and never keys, members or the account itself', async () => {
  const { call, token } = await openShop()
  const refused = await token({ scopes: ['messages:write'] })
  assert.deepEqual([refused.status, refused.body.reason], [403, 'partner_access'], JSON.stringify(refused.body))
  assert.equal((await call('PATCH', '/v1/partner', { access: 'full' })).status, 200)
  const full = await token({ scopes: ['messages:write'] })
  assert.equal(full.status, 201)
  for (const scopes of [['*'], ['keys:*'], ['members:write'], ['account:write'], ['partner:read']])
    assert.equal((await token({ scopes })).status, 403, scopes[0])
  assert.equal((await token({ scopes: ['messages:read'], ttlSeconds: 3601 })).status, 400)
  const sent = await world.as(full.body.secret)('POST', '/v1/messages', {
    ...{ to: '14155552671', type: 'text', text: { body: 'from the partner' } },
  })
  assert.equal(sent.status, 202, JSON.stringify(sent.body))
  assert.equal((await world.as(full.body.secret)('POST', '/v1/api-keys', { name: 'mine' })).status, 403)
})

test('with the access taken away, tokens and keys end at once; what needs less goes on', async () => {
  const { child, call, token } = await openShop()
  await call('PATCH', '/v1/partner', { access: 'full' })
  const writing = (await token({ scopes: ['messages:write', 'messages:read'] })).body.secret
  const reading = (await token({ scopes: ['messages:read'] })).body.secret
  const key = await world.partner.call('POST', `/accounts/${child.id}/keys`, {
    ...{ name: 'Shop system', scopes: ['contacts:*'], reason: 'Our shop system' },
  })
  assert.equal(key.status, 201, JSON.stringify(key.body))
  const status = async (secret: string, path = '/v1/messages') => (await world.as(secret)('GET', path)).status
  assert.deepEqual(
    [await status(writing), await status(reading), await status(key.body.secret, '/v1/contacts')],
    [200, 200, 200],
  )
  await call('PATCH', '/v1/partner', { access: 'read' })
  assert.deepEqual(
    [await status(writing), await status(reading), await status(key.body.secret, '/v1/contacts')],
    [401, 200, 401],
  )
  await call('PATCH', '/v1/partner', { access: 'none' })
  assert.equal(await status(reading), 401)
  const none = await token({ scopes: ['messages:read'] })
  assert.deepEqual([none.status, none.body.reason], [403, 'partner_access'])
  await call('PATCH', '/v1/partner', { access: 'read' })
  assert.equal(await status(reading), 401, 'what ended stays ended')
})

test('a token is revoked by either side, rotated, and ends by itself', async () => {
  const { child, call, token } = await openShop()
  const path = `/accounts/${child.id}`
  const one = (await token({ scopes: ['messages:read'] })).body
  assert.equal((await world.partner.call('DELETE', `${path}/tokens/${one.id}`)).status, 200)
  assert.equal((await world.as(one.secret)('GET', '/v1/messages')).status, 401)
  const other = (await token({ scopes: ['messages:read'] })).body
  assert.equal((await call('POST', `/v1/api-keys/${other.id}/revoke`)).status, 200)
  assert.equal((await world.as(other.secret)('GET', '/v1/messages')).status, 401)
  const short = (await token({ scopes: ['messages:read'], ttlSeconds: 1 })).body
  await until('it has ended', async () => (await world.as(short.secret)('GET', '/v1/messages')).status === 401)
  const key = (
    await world.partner.call('POST', `${path}/keys`, { name: 'Till', scopes: ['messages:read'], reason: 'Till' })
  ).body
  const rotated = await world.partner.call('POST', `${path}/keys/${key.id}/rotate`)
  assert.equal(rotated.status, 200, JSON.stringify(rotated.body))
  const statuses = [key.secret, rotated.body.secret].map(
    async (secret) => (await world.as(secret)('GET', '/v1/messages')).status,
  )
  assert.deepEqual(await Promise.all(statuses), [401, 200])
  const [own] = (await call('GET', '/v1/api-keys?limit=100')).body.data.filter(
    (one: { delegation: null | object }) => one.delegation === null,
  )
  assert.equal((await world.partner.call('DELETE', `${path}/keys/${own.id}`)).status, 404, "the account's own")
  const tokens = (await world.partner.call('GET', `${path}/tokens`)).body.data
  assert.equal(tokens.length, 3)
})

test('the account sees its partner and leaves it: keys and suspension end, numbers stay, nothing is shown any more', async () => {
  const { child, call, token } = await openShop()
  const partner = await call('GET', '/v1/partner')
  assert.deepEqual(
    [partner.body.partner.id, partner.body.access, partner.body.externalId],
    [world.partner.accountId, 'read', child.externalId],
  )
  const { secret } = (await token({ scopes: ['messages:read'] })).body
  await world.partner.call('POST', `/accounts/${child.id}/suspend`, { mode: 'sending', reason: 'leaving' })
  assert.equal((await call('DELETE', '/v1/partner')).status, 204)
  assert.equal((await world.as(secret)('GET', '/v1/messages')).status, 401)
  assert.equal((await world.partner.call('GET', `/accounts/${child.id}`)).status, 404)
  assert.equal((await call('GET', '/v1/partner')).status, 404)
  const sent = await call('POST', '/v1/messages', { to: '14155552671', type: 'text', text: { body: 'free' } })
  assert.equal(sent.status, 202, JSON.stringify(sent.body))
  const { type, data } = (await world.partner.call('GET', '/events?type=account.unlinked')).body.data.at(-1)
  assert.deepEqual([type, data.accountId, data.unlinkedBy], ['account.unlinked', child.id, 'account'])
  const again = await newChild(world.partner, { externalId: child.externalId })
  assert.notEqual(again.id, child.id)
})
