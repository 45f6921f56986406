import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import sendText from '../../packages/http/src/surfaces/mobile-gateway/fixtures/send-text.json' with { type: 'json' }
import wonestop from '../../packages/http/src/surfaces/wonestop/fixtures/send-message.json' with { type: 'json' }
import { freshPhone } from '../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../support/gateway.ts'
import { checked } from '../support/native.ts'
import { until } from '../support/processes.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
let templateId: string
beforeAll(async () => {
  gateway = await startGateway(null)
  call = await checked(gateway)
  const listed = await until('the templates', async () => {
    const { body } = await gateway.call('GET', '/api/v1/templates')
    return body.data.length > 0 && (body.data as { id: string; name: string }[])
  })
  templateId = listed.find(({ name }) => name === 'hello_world')?.id ?? ''
})
afterAll(() => gateway.close())

const settings = {
  ...{ currency: 'INR', cardName: 'mine', timeZone: 'Asia/Kolkata', freeServiceMessages: 0 },
  fees: [{ match: {}, amount: '0.10' }],
}
const setPricing = (change: object = {}) =>
  gateway.operate('pricing', { account: gateway.accountId, settings: JSON.stringify({ ...settings, ...change }) })
const topUp = (amount: string, reference: string) =>
  gateway.operate('wallet-top-up', { ...{ account: gateway.accountId, currency: 'INR' }, amount, reference })

const template = { name: 'hello_world', language: { code: 'en_US' } }
const indian = () => freshPhone().replace(/^\d{4}/, '9199')
const send = (to: string) => call('POST', '/v1/messages', { to, type: 'template', template })

test('an account without pricing has no wallet, pays nothing, and is quoted the list price', async () => {
  assert.deepEqual((await call('GET', '/v1/wallet')).body, { wallets: [] })
  const { status, body } = await send(indian())
  assert.equal(status, 202)
  assert.equal((await call('GET', `/v1/messages/${body.id}/cost`)).status, 404)
  const quoted = await call('GET', '/v1/pricing/quote?to=%2B919900112233&category=marketing')
  assert.deepEqual([quoted.body.currency, quoted.body.price.total], ['USD', '0.0118'])
})

test('an operator imports a card, sets the pricing, credits a payment once', async () => {
  await assert.rejects(setPricing(), /cardName/)
  const file = join(gateway.dataDir, 'card.csv')
  await writeFile(file, 'Market,Marketing,Utility,Service\nIndia,0.8631,0.1150,0.1150\n')
  const card = { file, name: 'mine', currency: 'INR', 'effective-from': '2026-01-01' }
  assert.match(await gateway.operate('import-rate-card', { ...card, 'dry-run': '' }), /nothing was stored/)
  assert.match(await gateway.operate('import-rate-card', card), /3 rates, 3 changes, from 2026-01-01 on/)
  await assert.rejects(setPricing({ fee: '1' }), /no member fee/)
  assert.match(await setPricing(), /pays for messages in INR/)
  assert.match(await topUp('1.00', 'bank 1'), /Posted\. INR {2}available 1\.00/)
  assert.match(await topUp('1.00', 'bank 1'), /nothing was posted/)
  assert.match(await gateway.operate('wallet-audit', {}), /Every balance agrees/)
})

test('a message is quoted, held, captured when it is delivered, and each figure is explained', async () => {
  const { body: sent } = await until('the pricing is known', async () => {
    const reply = await send(indian())
    return (await call('GET', `/v1/messages/${reply.body.id}/cost`)).status === 200 && reply
  })
  const cost = await until('the capture', async () => {
    const { body } = await call('GET', `/v1/messages/${sent.id}/cost`)
    return body.state === 'captured' && body
  })
  assert.deepEqual([cost.captured, cost.price.meta, cost.price.fee], ['0.215', '0.115', '0.10'])
  assert.deepEqual(
    cost.price.steps.map(({ kind, amount }: { kind: string; amount: string }) => [kind, amount]),
    [
      ['rate', '0.115'],
      ['platform_fee', '0.10'],
      ['total', '0.215'],
    ],
  )
  const { body: statement } = await call('GET', '/v1/wallet/transactions?kind=capture&limit=1')
  assert.deepEqual([statement.data[0].messageId, statement.data[0].amount], [sent.id, '-0.215'])
  const span = `from=${new Date(Date.now() - 3600_000).toISOString()}&to=${new Date(Date.now() + 60_000).toISOString()}`
  const { body: usage } = await call('GET', `/v1/usage?groupBy=market&${span}`)
  assert.equal(usage.data[0].group, 'India')
})

test('each surface says in its own shape that the balance is too low; an item of a batch is rejected alone', async () => {
  await call('PUT', '/v1/wallet/thresholds', { currency: 'INR', thresholds: [{ id: 'low', below: '100.00' }] })
  const { available } = (await call('GET', '/v1/wallet')).body.wallets[0]
  await gateway.operate('wallet-adjust', {
    ...{ account: gateway.accountId, currency: 'INR', reference: 'empty' },
    amount: `-${available}`,
  })
  const to = indian()
  const native = await send(to)
  assert.deepEqual(
    [native.status, native.body.code, native.body.required, native.body.available, native.body.currency],
    [402, 'insufficient_balance', '0.215', '0.00', 'INR'],
  )
  const message = { to, type: 'template', template }
  const batch = await call('POST', '/v1/messages/batch', { messages: [message, { ...message, dryRun: true }] })
  assert.deepEqual([batch.status, batch.body.accepted, batch.body.refused], [202, 1, 1])
  assert.equal(batch.body.results[0].error.code, 'insufficient_balance')

  const whatsapi = await gateway.call('POST', '/send-message', { to, template })
  assert.deepEqual([whatsapi.status, whatsapi.body.success], [402, false])
  assert.match(whatsapi.body.error, /The balance of the wallet is 0\.00 INR/)
  const portal = await gateway.call('POST', '/api/v1/messages/template', {
    ...{ to, templateName: 'hello_world', language: 'en_US' },
  })
  assert.equal(portal.status, 402)
  const stop = await gateway.call('POST', '/api/whatsapp/v1/send-message', {
    ...{ ...wonestop.request, variables: undefined, phone_number_id: gateway.phoneNumberId },
    ...{ template_id: templateId, phone_number: to },
  })
  assert.deepEqual([stop.status, stop.body.success], [402, false])
  const authorization = `Basic ${Buffer.from(`${gateway.apiKey}:`).toString('base64')}`
  const mobile = await gateway.call(
    'POST',
    '/rest/wab/v1/messages',
    { ...sendText.request, source: gateway.phoneNumberId, destination: to },
    { authorization },
  )
  assert.equal(mobile.status, 402, JSON.stringify(mobile.body))
  const graph = await gateway.call('POST', `/graph/v23.0/${gateway.phoneNumberId}/messages`, {
    ...{ messaging_product: 'whatsapp', to, type: 'template', template },
  })
  assert.deepEqual([graph.status, graph.body.error.code], [400, 131042])
})

test('a campaign sends as many as the wallet reaches for, waits, and goes on after a payment', async () => {
  await topUp('2.15', 'for ten')
  const number = (await call('GET', '/v1/numbers')).body.data[0]
  const people = Array.from({ length: 25 }, () => ({ phone: indian(), values: {} }))
  const named = { name: 'hello_world', language: 'en_US' }
  const created = await call('POST', '/v1/campaigns', {
    ...{ name: 'Hello', numberId: number.id, template: named, bindings: {}, list: people },
  })
  assert.equal(created.status, 201, JSON.stringify(created.body))
  const { id } = created.body
  await call('POST', `/v1/campaigns/${id}/launch`)
  const stateIs = (state: string) =>
    until(`the campaign is ${state}`, async () => {
      const { body } = await call('GET', `/v1/campaigns/${id}`)
      return body.state === state && body
    })
  const paused = await stateIs('paused')
  assert.equal(paused.pausedBy, 'balance')
  const countCharges = async () =>
    (await call('GET', '/v1/wallet/transactions?kind=capture&limit=100')).body.data.length as number
  const before = await until('ten are charged', async () => {
    const { body } = await call('GET', '/v1/wallet')
    return body.wallets[0].held === '0.00' && body.wallets[0].available === '0.00' && (await countCharges())
  })
  await topUp('100.00', 'for all')
  assert.equal((await call('POST', `/v1/campaigns/${id}/resume`)).status, 200)
  await stateIs('completed')
  await until('the rest is charged', async () => (await countCharges()) === before + 15)
  assert.match(await gateway.operate('wallet-audit', {}), /Every balance agrees/)
})

test('money and figures that are not valid are refused by name', async () => {
  const low = (below: string) => ({ currency: 'INR', thresholds: [{ id: 'low', below }] })
  for (const below of ['1e3', '1,000', '0.1234567'])
    assert.deepEqual((await call('PUT', '/v1/wallet/thresholds', low(below))).body.errors[0].path, 'thresholds.0.below')
  const twice = {
    currency: 'INR',
    thresholds: [
      { id: 'low', below: '1' },
      { id: 'low', below: '2' },
    ],
  }
  assert.equal((await call('PUT', '/v1/wallet/thresholds', twice)).body.errors[0].path, 'thresholds.1.id')
  assert.equal((await call('GET', '/v1/pricing/quote?to=12&category=utility')).status, 400)
  assert.equal((await call('GET', '/v1/pricing/quote?to=919900112233&category=toll')).status, 400)
  const backwards = `from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z`
  assert.equal((await call('GET', `/v1/usage?${backwards}`)).body.errors[0].path, 'to')
})
