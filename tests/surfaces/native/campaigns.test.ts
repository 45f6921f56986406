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

const offer = {
  template: { name: 'summer_sale', language: 'en_US' },
  bindings: {
    header: { link: 'https://example.com/sale.png' },
    body: [{ source: 'contact.attributes.city', transform: ['title_case'], fallback: 'your city' }],
    buttons: { 0: { source: 'list.never', fallback: 'sale' } },
  },
}

/** The steps of the walk-through in docs/campaigns.md. */
test('the walk-through: a segment, a campaign with A/B and a holdout at local time, answers, opt-outs, and figures that add up', {
  timeout: 120_000,
}, async () => {
  const simulator = simulatorControl(gateway.simulatorUrl)
  await call('POST', '/v1/attributes', { key: 'city', label: 'City', type: 'text', indexed: true })
  const phones = Array.from({ length: 40 }, () => freshPhone())
  const contacts = phones.map((phone, at) => ({
    phone,
    name: `Person ${at}`,
    attributes: { city: at % 2 ? 'pune' : 'goa' },
  }))
  assert.equal((await call('POST', '/v1/contacts/bulk', { contacts })).status, 200)
  const filter = { field: 'attributes.city', op: 'in', value: ['pune', 'goa'] }
  const segment = await call('POST', '/v1/segments', { name: 'Pune and Goa', filter })
  const yesterday = new Date(Date.now() - 24 * 3600_000).toISOString().slice(0, 16)
  const id = await create({
    ...offer,
    audience: { segmentIds: [segment.body.id] },
    variants: [{ weight: 1, ...orderReady }],
    holdoutPercent: 10,
    schedule: { at: yesterday, timezone: 'contact', fallbackTimezone: 'Asia/Kolkata', ifPassed: 'send_now' },
  })
  const check = (await call('POST', `/v1/campaigns/${id}/validate`)).body
  assert.deepEqual([check.errors, check.audience.total], [[], 40])
  assert.equal(check.audience.sendable + check.audience.skipped.holdout, 40)
  const contactId = (await call('GET', `/v1/contacts?phone=${phones[1]}`)).body.data[0].id
  const preview = (await call('POST', `/v1/campaigns/${id}/preview`, { contactId, variant: 0 })).body
  assert.match(preview.preview.body, /Pune/)
  const tested = (await call('POST', `/v1/campaigns/${id}/test`, { contactIds: [contactId] })).body
  assert.deepEqual([tested.results[0].error, typeof tested.results[0].messageId], [null, 'string'])
  await call('POST', `/v1/campaigns/${id}/launch`)
  await ended(id)
  const sentTo = check.audience.sendable
  await until('all are read', async () => ((await get(id)).counts.read ?? 0) === sentTo)
  const recipients = (await call('GET', `/v1/campaigns/${id}/recipients?state=read&limit=100`)).body.data
  const [answering, quoting, stopping] = recipients
  const { phoneNumberId } = gateway
  const wamidOf = async ({ messageId }: { messageId: string }) =>
    (await call('GET', `/v1/messages/${messageId}`)).body.wamid
  await simulator.inbound({ phoneNumberId, from: answering.phone, type: 'text', text: { body: 'How much?' } })
  const button = { payload: 'More', text: 'More' }
  const context = { id: await wamidOf(quoting) }
  await simulator.inbound({ phoneNumberId, from: quoting.phone, type: 'button', button, context })
  await simulator.inbound({ phoneNumberId, from: stopping.phone, type: 'text', text: { body: 'STOP' } })
  const metrics = await until('the answers', async () => {
    const { body } = await call('GET', `/v1/campaigns/${id}/metrics`)
    return body.replied === 3 && body.optedOut === 1 ? body : null
  })
  assert.deepEqual(
    [metrics.planned, metrics.read, metrics.repliedTo, metrics.clicked, metrics.clickedBy],
    [40, sentTo, 1, 1, { More: 1 }],
  )
  assert.deepEqual(metrics.skippedBy, { holdout: 40 - sentTo })
  const people = metrics.variants.reduce((sum: number, { planned }: { planned: number }) => sum + planned, 0)
  assert.equal(people, 40)
  const again = await create({ ...offer, audience: { segmentIds: [segment.body.id] } })
  assert.equal((await call('POST', `/v1/campaigns/${again}/validate`)).body.audience.skipped.opted_out, 1)
})

test('paused, it can be resumed, changed where it may be, and canceled; the feed of changes tells of everybody', async () => {
  const id = await create({ list: Array.from({ length: 30 }, () => ({ phone: freshPhone() })), maxPerMinute: 60 })
  await call('POST', `/v1/campaigns/${id}/launch`)
  await until('it runs', async () => (await get(id)).state === 'running')
  const startedAt = Date.now()
  assert.equal((await call('POST', `/v1/campaigns/${id}/pause`)).body.pausedBy, 'user')
  assert.ok(Date.now() - startedAt < 5000)
  assert.equal((await call('PATCH', `/v1/campaigns/${id}`, { maxPerMinute: 120 })).status, 200)
  assert.equal((await call('PATCH', `/v1/campaigns/${id}`, { holdoutPercent: 5 })).status, 409)
  assert.equal((await call('DELETE', `/v1/campaigns/${id}`)).status, 409)
  assert.equal((await call('POST', `/v1/campaigns/${id}/resume`)).body.state, 'running')
  assert.equal((await call('POST', `/v1/campaigns/${id}/cancel`)).body.state, 'canceling')
  await ended(id)
  const changes = (await call('GET', `/v1/campaigns/${id}/events?limit=100`)).body
  assert.ok(changes.data.filter(({ kind }: { kind: string }) => kind === 'canceled').length > 0)
  const retried = await call('POST', `/v1/campaigns/${id}/retry`, { scope: 'failed' })
  assert.deepEqual([retried.status, retried.body.parentId], [200, id])
  assert.equal((await call('DELETE', `/v1/campaigns/${id}`)).status, 204)
  assert.equal((await call('GET', `/v1/campaigns/${id}`)).status, 404)
})

test('what is wrong with a campaign is said by its place, and nothing is launched', async () => {
  const wrong = {
    name: 'x',
    numberId,
    template: orderReady.template,
    bindings: { body: [{ source: 'contact.attributes.nope' }] },
  }
  const bindings = await call('POST', '/v1/campaigns', wrong)
  assert.deepEqual([bindings.status, bindings.body.errors[0].path], [400, 'bindings.body.0.source'])
  const list = await call('POST', '/v1/campaigns', { name: 'x', numberId, ...orderReady, list: [{ phone: '12' }] })
  assert.deepEqual([list.status, list.body.errors[0].path], [400, 'list.0.phone'])
  const id = await create({ template: { name: 'paused_offer', language: 'en_US' }, bindings: {} })
  const launched = await call('POST', `/v1/campaigns/${id}/launch`)
  assert.equal(launched.status, 400)
  assert.equal((await get(id)).state, 'draft')
})
