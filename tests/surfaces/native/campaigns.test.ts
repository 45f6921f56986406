import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { freshPhone, simulatorControl } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
let numberId: string

beforeAll(async () => {
  gateway = await startGateway(null)
  call = await checked(gateway)
  numberId = (await call('GET', '/v1/numbers')).body.data[0].id
  await until('the templates', async () => (await call('GET', '/v1/templates?name=summer_sale')).body.data.length > 0)
})
afterAll(() => gateway.close())

const orderReady = {
  template: { name: 'order_ready', language: 'en_US' },
  bindings: {
    body: [
      { source: 'contact.firstName', fallback: 'there' },
      { source: 'list.code', fallback: 'none' },
    ],
  },
}

async function create(body: object): Promise<string> {
  const reply = await call('POST', '/v1/campaigns', { name: 'Offer', numberId, ...orderReady, ...body })
  assert.equal(reply.status, 201, JSON.stringify(reply.body))
  return reply.body.id
}

const get = async (id: string) => (await call('GET', `/v1/campaigns/${id}`)).body
const ended = (id: string) =>
  until(
    'the campaign has ended',
    async () => ['completed', 'canceled', 'failed'].includes((await get(id)).state),
    30_000,
  )

test('create, check, launch: everybody gets it once, and the figures add up', async () => {
  const people = Array.from({ length: 25 }, () => ({ phone: freshPhone(), values: { code: 'A1' } }))
  const id = await create({ list: [...people, people[0], people[1]] })
  const check = await call('POST', `/v1/campaigns/${id}/validate`)
  assert.equal(check.status, 200, JSON.stringify(check.body))
  assert.deepEqual([check.body.ok, check.body.audience.total, check.body.audience.duplicates], [true, 25, 2])
  assert.equal((await get(id)).state, 'draft')
  const launched = await call('POST', `/v1/campaigns/${id}/launch`)
  assert.equal(launched.status, 200, JSON.stringify(launched.body))
  await ended(id)
  await until('all are read', async () => (await get(id)).counts.read === 25)
  const shown = await get(id)
  assert.deepEqual([shown.state, shown.planned, shown.duplicates, shown.counts], ['completed', 25, 2, { read: 25 }])
  const metrics = (await call('GET', `/v1/campaigns/${id}/metrics`)).body
  assert.deepEqual(
    [metrics.planned, metrics.sent, metrics.delivered, metrics.read, metrics.rates.read],
    [25, 25, 25, 25, 1],
  )
  const recipients = (await call('GET', `/v1/campaigns/${id}/recipients?limit=100`)).body
  assert.equal(new Set(recipients.data.map(({ messageId }: { messageId: string }) => messageId)).size, 25)
  const sends = await simulatorControl(gateway.simulatorUrl).sends()
  for (const { phone } of people) assert.equal(sends.filter(({ to }) => to === phone).length, 1)
})
