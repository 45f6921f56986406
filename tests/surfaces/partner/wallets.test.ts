import '../../support/quick-passwords.ts'
import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { freshPhone } from '../../flow/simulator-control.ts'
import { newChild, ownerKey, type PartnerWorld, startPartnerWorld } from '../../support/partner-world.ts'
import { until } from '../../support/processes.ts'

let world: PartnerWorld
const settings = {
  currency: 'INR',
  cardName: 'meta-list-approximate',
  timeZone: 'Asia/Kolkata',
  freeServiceMessages: 0,
}
beforeAll(async () => {
  world = await startPartnerWorld(null)
  const { gateway, partner } = world
  const buy = { ...settings, fees: [{ match: {}, amount: '0.05' }] }
  await gateway.operate('pricing', { account: partner.accountId, settings: JSON.stringify(buy) })
  await topUp('1000.00', 'first')
})
afterAll(() => world.gateway.close())

const topUp = (amount: string, reference: string, account = world.partner.accountId) =>
  world.gateway.operate('wallet-top-up', { account, currency: 'INR', amount, reference })

async function openShop() {
  const child = await newChild(world.partner)
  await world.gateway.operate('limits', { account: child.id, 'requests-per-minute': 'unlimited' })
  const call = world.as(await ownerKey(world.gateway, child))
  const path = `/accounts/${child.id}`
  const put = async (what: string, body: object) => {
    const reply = await world.partner.call('PUT', `${path}${what}`, body)
    assert.equal(reply.status, 200, JSON.stringify(reply.body))
    return reply.body
  }
  const transfer = (body: object) =>
    world.partner.call('POST', `${path}/wallet/transfers`, { currency: 'INR', ...body })
  const wallet = async () => (await world.partner.call('GET', `${path}/wallet`)).body.wallets[0]
  const send = () => call('POST', '/v1/messages', { to: indian(), type: 'text', text: { body: 'hello' } })
  return { child, call, put, transfer, wallet, send, path }
}

const indian = () => freshPhone().replace(/^\d{4}/, '9199')
const availableToPartner = async () => (await world.partner.call('GET', '/wallet')).body.wallets[0].available

/** The events of one account in the feed of the partner. */
const eventsOf = async (id: string, type: string) =>
  (await world.partner.call('GET', `/events?type=${type}&limit=100`)).body.data.filter(
    (one: { data: { accountId: string } }) => one.data.accountId === id,
  )

test('a transfer moves both wallets once by its reference, and comes back as far as it is unspent', async () => {
  const { child, call, transfer, wallet } = await openShop()
  const before = Number(await availableToPartner())
  const asked = { direction: 'credit', amount: '100.00', description: 'Plan', reference: 'inv-1' }
  const first = await transfer(asked)
  assert.equal(first.status, 201, JSON.stringify(first.body))
  assert.deepEqual((await transfer(asked)).body, first.body)
  const other = await transfer({ ...asked, amount: '99.00' })
  assert.deepEqual([other.status, other.body.existingId], [409, first.body.id])
  assert.deepEqual([(await wallet()).available, Number(await availableToPartner())], ['100.00', before - 100])
  await topUp('50.00', 'own money', child.id)
  const tooMuch = await transfer({ direction: 'debit', amount: '120.00' })
  assert.deepEqual(
    [tooMuch.status, tooMuch.body.reason, tooMuch.body.available],
    [409, 'insufficient_balance', '100.00'],
  )
  assert.equal((await transfer({ direction: 'debit', amount: '40.00' })).status, 201)
  assert.deepEqual([(await wallet()).available, Number(await availableToPartner())], ['110.00', before - 60])
  const statement = (await call('GET', '/v1/wallet/transactions?kind=partner_transfer')).body.data
  assert.deepEqual(
    statement.map(({ amount }: { amount: string }) => amount),
    ['-40.00', '100.00'],
  )
  const more = await transfer({ direction: 'credit', amount: '1000000.00' })
  assert.deepEqual([more.status, more.body.reason], [409, 'insufficient_balance'])
  const moved = (await world.partner.call('GET', `/audit-log?action=wallet.moved&targetId=${first.body.id}`)).body.data
  assert.deepEqual([moved.length, moved[0].after.amount, moved[0].after.reference], [1, '-100.00', 'inv-1'])
  const [credited] = await eventsOf(child.id, 'account.wallet_credited')
  assert.deepEqual([credited.data.amount, credited.data.wallet.available], ['100.00', '100.00'])
  assert.match(await world.gateway.operate('wallet-audit', {}), /Every balance agrees/)
})

test('what it gave and nobody has spent goes back when the account leaves; its own money stays', async () => {
  const { child, call, transfer } = await openShop()
  const before = Number(await availableToPartner())
  await transfer({ direction: 'credit', amount: '80.00' })
  await topUp('20.00', 'mine', child.id)
  assert.equal((await call('DELETE', '/v1/partner')).status, 204)
  assert.equal(Number(await availableToPartner()), before)
  assert.equal((await call('GET', '/v1/wallet')).body.wallets[0].available, '20.00')
})

test('twenty transfers at once of a wallet that reaches for ten', async () => {
  const { rival } = world
  await world.gateway.operate('pricing', { account: rival.accountId, settings: JSON.stringify(settings) })
  await topUp('100.00', 'rival', rival.accountId)
  const child = await newChild(rival)
  const body = { direction: 'credit', amount: '10.00', currency: 'INR' }
  const asked = Array.from({ length: 20 }, () => rival.call('POST', `/accounts/${child.id}/wallet/transfers`, body))
  const statuses = (await Promise.all(asked)).map(({ status }) => status)
  assert.deepEqual(
    [statuses.filter((one) => one === 201).length, statuses.filter((one) => one === 409).length],
    [10, 10],
  )
})

test('an account that pays what its partner asks sends until the balance is low: one event for each crossing', async () => {
  const { child, put, transfer, send, wallet, call, path } = await openShop()
  const priced = await put('/pricing', { fees: [{ match: {}, amount: '0.20' }] })
  assert.deepEqual([priced.buy.fees[0].amount, priced.sell.fees[0].amount], ['0.05', '0.20'])
  const log = (await world.partner.call('GET', `/audit-log?action=pricing.changed&targetId=${child.id}`)).body.data
  assert.deepEqual([log.length, log[0].before, log[0].after.fees[0].amount], [1, null, '0.20'])
  await transfer({ direction: 'credit', amount: '3.00' })
  await put('/wallet/thresholds', { currency: 'INR', thresholds: [{ id: 'low', below: '2.00' }] })
  const first = await until('the pricing is known', async () => {
    const reply = await send()
    return (await call('GET', `/v1/messages/${reply.body.id}/cost`)).status === 200 && reply
  })
  const cost = (await call('GET', `/v1/messages/${first.body.id}/cost`)).body
  assert.ok(!JSON.stringify(cost).includes('0.05'), 'what the partner pays is not shown to the account')
  let refused = await send()
  for (let sent = 0; refused.status === 202 && sent < 50; sent++) refused = await send()
  assert.deepEqual([refused.status, refused.body.code], [402, 'insufficient_balance'])
  const low = await until('it is told', async () => {
    const found = await eventsOf(child.id, 'account.low_balance')
    return found.length > 0 && found
  })
  assert.equal(low.length, 1)
  const { externalId, threshold } = low[0].data
  assert.deepEqual([externalId, threshold], [child.externalId, { id: 'low', below: '2.00' }])
  await transfer({ direction: 'credit', amount: '50.00' })
  await until('it has recovered', async () => (await eventsOf(child.id, 'account.balance_recovered')).length >= 1)
  assert.equal((await eventsOf(child.id, 'account.low_balance')).length, 1)
  await until('all is captured', async () => (await wallet()).held === '0.00')
  const captured = (await world.partner.call('GET', `${path}/wallet/transactions?kind=capture`)).body.data
  assert.ok(captured.length > 1)
})

test('pooled: it draws on the partner, not beyond its ceiling of the day', async () => {
  const { put, send, call, wallet } = await openShop()
  const before = Number(await availableToPartner())
  await put('/pricing', { fees: [{ match: {}, amount: '1.00' }] })
  const mode = await put('/wallet/mode', { mode: 'pooled', poolLimitPerDay: '5.00' })
  assert.deepEqual([mode.mode, mode.poolLimitPerDay], ['pooled', '5.00'])
  let sent = 0
  await until('it is drawn', async () => {
    const reply = await send()
    return (await call('GET', `/v1/messages/${reply.body.id}/cost`)).status === 200
  })
  for (sent = 1; (await send()).status === 202 && sent < 20; sent++);
  assert.ok(sent >= 3 && sent <= 5, String(sent))
  const drawn = before - Number(await availableToPartner())
  assert.ok(drawn > 0 && drawn <= 5, String(drawn))
  assert.equal((await wallet()).available, '0.00')
  assert.match(await world.gateway.operate('wallet-audit', {}), /Every balance agrees/)
})

test('on credit up to the limit that the partner grants; in other modes there is none', async () => {
  const { put, path, wallet } = await openShop()
  const limit = { currency: 'INR', creditLimit: '10.00' }
  const refused = await world.partner.call('PUT', `${path}/wallet/credit-limit`, limit)
  assert.equal(refused.status, 409)
  await put('/wallet/mode', { mode: 'credit' })
  await put('/wallet/credit-limit', limit)
  assert.equal((await wallet()).available, '10.00')
  await put('/wallet/mode', { mode: 'own' })
  assert.equal((await wallet()).available, '0.00')
})
