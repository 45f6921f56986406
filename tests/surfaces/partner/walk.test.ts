import '../../support/quick-passwords.ts'
import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { freshPhone } from '../../flow/simulator-control.ts'
import { ownerKey, type PartnerWorld, startPartnerWorld } from '../../support/partner-world.ts'
import { until } from '../../support/processes.ts'
import { startReceiver } from '../../support/receiver.ts'

let world: PartnerWorld
const endings: (() => void)[] = []
beforeAll(async () => {
  world = await startPartnerWorld(null)
})
afterAll(async () => {
  for (const end of endings) end()
  await world.gateway.close()
})

const micros = (text: string) => BigInt(Math.round(Number(text) * 1e6))

/** The walk of docs/partners.md. */
test('a partner makes an account, which sends until its balance is low; usage and statement add up', async () => {
  const { gateway, partner } = world
  const { call, accountId: partnerId } = partner
  const { url, received } = await startReceiver({ onTestFinished: (end) => void endings.push(end) })
  const settings = {
    ...{ currency: 'INR', cardName: 'meta-list-approximate', freeServiceMessages: 0 },
    fees: [{ match: {}, amount: '0.05' }],
  }
  await gateway.operate('pricing', { account: partnerId, settings: JSON.stringify(settings) })
  await gateway.operate('wallet-top-up', {
    account: partnerId,
    currency: 'INR',
    amount: '1000.00',
    reference: 'bank 4711',
  })
  assert.equal((await call('POST', '/webhook-endpoints', { url, eventTypes: ['account.*'] })).status, 201)

  const created = await call('POST', '/accounts', {
    ...{ externalId: 'shop-1', name: 'Asha Sarees', owner: { email: 'asha@example.com' } },
    ...{ country: 'IN', currency: 'INR', timezone: 'Asia/Kolkata' },
  })
  assert.equal(created.status, 201, JSON.stringify(created.body))
  const path = `/accounts/${created.body.id}`
  await gateway.operate('limits', { account: created.body.id, 'requests-per-minute': 'unlimited' })
  const priced = await call('PUT', `${path}/pricing`, { fees: [{ match: {}, amount: '0.20' }] })
  const transfer = { direction: 'credit', amount: '3.00', currency: 'INR', reference: 'shop-1-first' }
  const moved = await call('POST', `${path}/wallet/transfers`, transfer)
  const thresholds = { currency: 'INR', thresholds: [{ id: 'low', below: '2.00' }] }
  const told = await call('PUT', `${path}/wallet/thresholds`, thresholds)
  assert.deepEqual([priced.status, moved.status, told.status], [200, 201, 200])

  const account = world.as(await ownerKey(gateway, created.body))
  const typesOf = () => received.map(({ body }) => body.type)
  const startedAt = Date.now()
  for (let sent = 0; sent < 30 && !typesOf().includes('account.low_balance'); sent++) {
    const to = freshPhone().replace(/^\d{4}/, '9199')
    const reply = await account('POST', '/v1/messages', { to, type: 'text', text: { body: 'hello' } })
    if (reply.status !== 202) break
  }
  await until('the partner is told', async () => typesOf().includes('account.low_balance'))
  assert.ok(Date.now() - startedAt < 5000, `${Date.now() - startedAt} ms`)
  const held = async () => (await account('GET', '/v1/wallet')).body.wallets[0].held
  await until('everything is delivered', async () => (await held()) === '0.00')
  assert.deepEqual(
    ['account.created', 'account.wallet_credited', 'account.low_balance'].map(
      (type) => typesOf().filter((one) => one === type).length,
    ),
    [1, 1, 1],
  )

  const span = `from=${new Date(startedAt - 60_000).toISOString()}&to=${new Date(Date.now() + 60_000).toISOString()}`
  const [usage] = (await call('GET', `/usage?${span}`)).body.data
  const [own] = (await account('GET', `/v1/usage?${span}`)).body.data
  const { lines, totals, ...statement } = (await call('GET', `/statements/${new Date().toISOString().slice(0, 7)}`))
    .body
  assert.ok(usage.messages >= 3)
  assert.deepEqual([usage.group, usage.messages, usage.sell], [created.body.id, own.messages, own.charged])
  assert.deepEqual([lines.length, lines[0].externalId, lines[0].category], [1, 'shop-1', 'service'])
  assert.deepEqual([totals[0].sell, totals[0].buy, statement.final], [usage.sell, usage.buy, false])
  assert.equal(micros(usage.margin), 150_000n * BigInt(usage.messages), JSON.stringify(usage))
  assert.equal(usage.withoutBuy, 0)
  const captures = (await call('GET', `${path}/wallet/transactions?kind=capture&limit=100`)).body.data
  const taken = captures.reduce((sum: bigint, { amount }: { amount: string }) => sum - micros(amount), 0n)
  assert.equal(taken, micros(usage.sell), 'what the statement says is what the ledger took')
  const csv = await call('GET', `/statements/${statement.month}/csv`)
  assert.match(csv.body, /^externalId,accountId,.*\r\nshop-1,/)
})

test('the figures of another partner are its own, and bad spans are refused by name', async () => {
  const { rival, partner } = world
  const span = `from=2026-01-01T00:00:00Z&to=2026-12-31T00:00:00Z`
  assert.deepEqual((await rival.call('GET', `/usage?${span}`)).body.data, [])
  const [{ id }] = (await partner.call('GET', '/accounts?limit=1')).body.data
  assert.equal((await rival.call('GET', `/usage?${span}&accountId=${id}`)).status, 404)
  const turned = await partner.call('GET', '/usage?from=2026-12-01T00:00:00Z&to=2026-11-01T00:00:00Z')
  assert.deepEqual([turned.status, turned.body.errors[0].path], [400, 'to'])
  for (const month of ['2026-13', '2999-01', 'x'])
    assert.equal((await partner.call('GET', `/statements/${month}`)).status, 400, month)
})
