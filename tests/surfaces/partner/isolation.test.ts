import assert from 'node:assert/strict'
import { readDocuments } from '@dawk/http/openapi/read-documents.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { type Asker, createAsker, inChunks } from '../../support/ask-operations.ts'
import { operationsOf } from '../../support/operations.ts'
import { newChild, type PartnerWorld, startPartnerWorld } from '../../support/partner-world.ts'

/** Made from the document, so that an operation that is added is swept by itself. */
const all = await readDocuments()
const of = (surface: string) => operationsOf(surface, all.get(surface) ?? assert.fail(surface))
const operations = of('partner')
const marker = 'indigo-kestrel'

let world: PartnerWorld
let asker: Asker
let child: { id: string; externalId: string }
beforeAll(async () => {
  world = await startPartnerWorld(null)
  asker = createAsker(world.gateway, all)
  child = await newChild(world.partner, { name: marker, externalId: marker })
  const url = `https://example.com/${marker}`
  assert.equal((await world.partner.call('POST', '/webhook-endpoints', { url, eventTypes: ['*'] })).status, 201)
})
afterAll(() => world.gateway.close())

test('keys that are missing, revoked or unknown are 401 everywhere', async () => {
  const revoked = await world.partner.newKey(['partner:*'])
  const [{ id }] = (await world.partner.own('GET', '/v1/api-keys?limit=1')).body.data
  assert.equal((await world.partner.own('POST', `/v1/api-keys/${id}/revoke`)).status, 200)
  await inChunks(operations, async (operation) => {
    const asked = asker.nearlyGood(operation, child.id)
    for (const key of [null, revoked, `pk_live_${'0'.repeat(48)}`]) {
      const { status, text } = await asker.askAndCheck(operation, asked, key)
      assert.equal(status, 401, `${operation.name}: ${text}`)
      assert.ok(!text.includes(marker))
    }
  })
})

test('a key without the scope is 403, and is told which one it lacks', async () => {
  const scopes = [...new Set(operations.flatMap(({ scope }) => scope ?? []))]
  for (const lacking of scopes) {
    const others = scopes.filter((scope) => scope !== lacking)
    const key = await world.partner.newKey(others)
    await inChunks(
      operations.filter(({ scope }) => scope === lacking),
      async (operation) => {
        const { status, text } = await asker.askAndCheck(operation, asker.nearlyGood(operation, child.id), key)
        assert.equal(status, 403, `${operation.name}: ${text}`)
        assert.ok(text.includes(lacking) && !text.includes(marker), text)
      },
    )
  }
})

test("another partner's accounts answer 404 with nothing of them, and stay as they are", async () => {
  const before = (await world.partner.call('GET', `/accounts/${child.id}`)).body
  const [endpoint] = (await world.partner.call('GET', '/webhook-endpoints')).body.data
  const named = operations.filter(({ path }) => /\{(?!month)/.test(path))
  assert.ok(named.length >= 12)
  await inChunks(named, async (operation) => {
    for (const id of [child.id, child.externalId, endpoint.id, world.partner.accountId, world.gateway.phoneNumberId]) {
      const { status, text } = await asker.askAndCheck(operation, asker.nearlyGood(operation, id), world.rival.key)
      assert.equal(status, 404, `${operation.name} ${id}: ${status} ${text}`)
      assert.ok(!text.includes(marker) || id === marker, text)
    }
  })
  for (const list of operations.filter(({ path, method }) => method === 'GET' && !path.includes('{'))) {
    const { text } = await asker.askAndCheck(list, asker.nearlyGood(list, child.id), world.rival.key)
    assert.ok(!text.includes(marker) && !text.includes(child.id), `${list.name}: ${text}`)
  }
  assert.deepEqual((await world.partner.call('GET', `/accounts/${child.id}`)).body, before)
})

test('below an account of its own, another partner names keys of the first in vain', async () => {
  const own = await newChild(world.rival)
  const made = await world.partner.call('POST', `/accounts/${child.id}/keys`, {
    ...{ name: 'Till', scopes: ['messages:read'], reason: marker },
  })
  const path = `/accounts/${own.id}/keys/${made.body.id}`
  assert.equal((await world.rival.call('DELETE', path)).status, 404)
  assert.equal((await world.rival.call('POST', `${path}/rotate`)).status, 404)
  assert.equal((await world.as(made.body.secret)('GET', '/v1/messages')).status, 200)
})

test('an account that is no partner opens nothing here, whatever its key holds', async () => {
  const { body } = await world.gateway.call('POST', '/auth/register', { name: 'Shop', email: 'no-partner@example.com' })
  const { id } = (await world.as(body.data.apiKey)('GET', '/v1/account')).body
  await world.gateway.operate('limits', { account: id, 'requests-per-minute': 'unlimited' })
  await inChunks(operations, async (operation) => {
    const asked = asker.nearlyGood(operation, child.id)
    const { status, text } = await asker.askAndCheck(operation, asked, body.data.apiKey)
    assert.ok(status === 403 && /not_a_partner/.test(text), `${operation.name}: ${status} ${text}`)
  })
})

test('a key of the partner opens nothing of the native API', async () => {
  const scoped = of('native').filter(({ scope }) => typeof scope === 'string')
  assert.ok(scoped.length > 150)
  await inChunks(scoped, async (operation) => {
    const { status, text } = await asker.ask(operation, asker.nearlyGood(operation, child.id), world.partner.key)
    assert.equal(status, 403, `${operation.name}: ${text}`)
  })
})
