import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { freshPhone, simulatorControl } from '../../flow/simulator-control.ts'
import { type Reply, type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
let numberId: string

beforeAll(async () => {
  gateway = await startGateway(null)
  call = await checked(gateway)
  numberId = (await call('GET', '/v1/numbers')).body.data[0].id
  await until('the templates', async () => (await call('GET', '/v1/templates?name=order_ready')).body.data.length > 0)
})
afterAll(() => gateway.close())

const mapping = {
  type: '/type',
  occurredAt: '/at',
  contact: { phone: '/customer/phone', defaultCountry: 'IN', externalId: '/customer/id', name: ['/customer/name'] },
  attributes: {},
  tags: ['shop'],
  data: { order: '/order/number', token: '/checkout' },
}
const confirm = () => ({
  id: 'confirm',
  kind: 'send_template',
  numberId,
  types: ['order.paid'],
  oncePer: '/order/id',
  template: { name: 'order_ready', language: 'en_US' },
  bindings: { body: [{ source: 'contact.firstName', fallback: 'there' }, { source: 'list.order' }] },
})

interface Source {
  id: string
  url: string
  secret: string | null
}

async function create(body: object = {}): Promise<Source> {
  const reply = await call('POST', '/v1/event-sources', { name: 'Shop', mapping, actions: [confirm()], ...body })
  assert.equal(reply.status, 201, JSON.stringify(reply.body))
  return reply.body
}

async function post(source: Source, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  const reply = await fetch(`${gateway.url}${new URL(source.url).pathname}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await reply.text()
  return { status: reply.status, headers: reply.headers, body: text === '' ? '' : JSON.parse(text) }
}

let orders = 0
const order = (phone: string, change: object = {}) => {
  orders += 1
  return {
    type: 'order.paid',
    at: new Date().toISOString(),
    customer: { id: `c-${phone}`, phone: `+${phone}`, name: 'Asha Rao' },
    order: { id: orders, number: `#${orders}` },
    ...change,
  }
}

// biome-ignore lint/suspicious/noExplicitAny: as replies are
async function settled(source: Source, eventId: string): Promise<any> {
  const get = async () => (await call('GET', `/v1/event-sources/${source.id}/events/${eventId}`)).body
  await until('it is acted upon', async () => (await get()).state !== 'pending')
  return get()
}

const sendsTo = async (phone: string) =>
  (await simulatorControl(gateway.simulatorUrl).sends()).filter(({ to }) => to === phone.replace(/\D/g, ''))

test('an order becomes a contact and a confirmation on the phone, once however often it is told', async () => {
  const source = await create({ dedupe: { pointer: '/order/id', ttlHours: 24 } })
  const phone = freshPhone()
  const event = order(phone)
  const replies = await Promise.all(Array.from({ length: 100 }, () => post(source, event)))
  assert.deepEqual([...new Set(replies.map(({ status }) => status))], [202])
  const ids = replies.flatMap(({ body }) => body.ids)
  assert.equal(ids.length, 1)
  const done = await settled(source, ids[0])
  assert.deepEqual(
    [done.state, done.type, done.data.order, done.duplicates],
    ['applied', 'order.paid', event.order.number, 99],
  )
  assert.deepEqual(
    done.outcomes.map(({ actionId, outcome }: Record<string, string>) => [actionId, outcome]),
    [['confirm', 'done']],
  )
  const contact = (await call('GET', `/v1/contacts/${done.contactId}`)).body
  assert.deepEqual([contact.name, contact.phone, contact.tags], ['Asha Rao', phone, ['shop']])
  await until('it is on the phone', async () => (await sendsTo(phone)).length > 0)
  const again = await call('POST', `/v1/event-sources/${source.id}/events/${ids[0]}/replay`)
  assert.deepEqual([again.status, again.body.state, again.body.run], [200, 'pending', 2])
  assert.equal((await settled(source, ids[0])).state, 'applied')
  assert.equal((await sendsTo(phone)).length, 1)
})

test('two events of one order confirm it once; what nothing follows from says why', async () => {
  const source = await create({
    actions: [confirm(), { ...confirm(), id: 'late', maxAgeMinutes: 60, types: ['late'] }],
  })
  const [phone, muted] = [freshPhone(), freshPhone()]
  const first = order(phone)
  const stop = { phone: muted, purpose: 'utility', state: 'blocked' }
  assert.equal((await call('POST', '/v1/consents/bulk', { items: [stop] })).status, 200)
  const sent = await post(source, [
    first,
    { ...first, edited: true },
    order(muted),
    { ...order(phone), customer: {} },
    { ...order(phone), customer: { phone: '12' } },
    { ...order(phone), type: 'other' },
    { ...order(phone), type: 'late', at: '2020-01-01T00:00:00Z' },
  ])
  assert.equal(sent.body.received, 7, JSON.stringify(sent.body))
  const events = []
  for (const id of sent.body.ids) events.push(await settled(source, id))
  assert.deepEqual(events.map(({ state, reason }) => `${state} ${reason}`).toSorted(), [
    'applied null',
    'skipped already_sent',
    'skipped blocked',
    'skipped no_actions',
    'skipped too_late',
    'unmapped no_phone',
    'unmapped no_phone',
  ])
  assert.match(JSON.stringify(events.flatMap(({ notes }) => notes)), /digits|phone/)
  const listed = await call('GET', `/v1/event-sources/${source.id}/events?reason=no_phone`)
  assert.equal(listed.body.data.length, 2)
  const counts = (await call('GET', `/v1/event-sources/${source.id}/counts`)).body.counts
  assert.equal(
    counts.reduce((sum: number, one: { count: number }) => sum + one.count, 0),
    7,
  )
  const contactless = order(phone, { customer: { mobile: `+${phone}` } })
  const [unmapped] = (await post(source, contactless)).body.ids
  assert.equal((await settled(source, unmapped)).state, 'unmapped')
  const repaired = { ...mapping, contact: { phone: '/customer/mobile' } }
  const tried = await call('POST', `/v1/event-sources/${source.id}/events/${unmapped}/preview`, { mapping: repaired })
  assert.deepEqual([tried.body.contact.phone, tried.body.actions], [phone, ['confirm']])
  await call('PATCH', `/v1/event-sources/${source.id}`, { mapping: repaired })
  const many = await call('POST', `/v1/event-sources/${source.id}/replay`, { state: 'unmapped' })
  assert.equal(many.body.replayed, 3)
  assert.equal((await settled(source, unmapped)).state, 'applied')
})

test('consent is raised by a dated act alone, and lowered by any', async () => {
  const consent = {
    purpose: 'marketing',
    state: '/consent',
    optedIn: ['yes'],
    optedOut: ['no'],
    occurredAt: '/consentAt',
  }
  const source = await create({ mapping: { ...mapping, consent }, actions: [] })
  const phone = freshPhone()
  const stateAfter = async (change: object) => {
    const [id] = (await post(source, order(phone, change))).body.ids
    const { contactId, notes } = await settled(source, id)
    const { body } = await call('GET', `/v1/contacts/${contactId}/consent`)
    const found = body.consents.find((one: { purpose: string }) => one.purpose === 'marketing')
    return [found?.state ?? 'unknown', notes.length]
  }
  assert.deepEqual(await stateAfter({ consent: 'yes' }), ['unknown', 1])
  assert.deepEqual(await stateAfter({ consent: 'yes', consentAt: '2026-01-01T10:00:00Z' }), ['opted_in', 0])
  assert.deepEqual(await stateAfter({ consent: 'no' }), ['opted_out', 0])
  assert.deepEqual(await stateAfter({ consent: 'yes', consentAt: '2026-01-02T10:00:00Z' }), ['opted_out', 1])
})

test('an abandoned cart enters a drip; the order takes the person out, and keeps out whoever comes after it', async () => {
  const steps = [{ key: 'later', kind: 'wait', minutes: 60 }]
  const drip = (await call('POST', '/v1/drips', { name: 'Cart', numberId, steps, reentry: { rule: 'each_event' } }))
    .body
  await call('POST', `/v1/drips/${drip.id}/publish`, {})
  const source = await create({
    actions: [
      { id: 'cart', kind: 'enroll', dripId: drip.id, types: ['cart'], oncePer: '/checkout' },
      { id: 'ordered', kind: 'exit_drip', dripId: drip.id, types: ['order.paid'], oncePer: '/checkout' },
    ],
  })
  const [asha, ravi] = [freshPhone(), freshPhone()]
  const cart = (phone: string, checkout: string) => order(phone, { type: 'cart', checkout })
  const [entered] = (await post(source, cart(asha, 'A'))).body.ids
  assert.equal((await settled(source, entered)).outcomes[0].outcome, 'done')
  const [left] = (await post(source, order(ravi, { checkout: 'A' }))).body.ids // a guest, who orders by another number
  assert.equal((await settled(source, left)).outcomes[0].outcome, 'done')
  const people = async (state: string) =>
    (await call('GET', `/v1/drips/${drip.id}/enrollments?state=${state}`)).body.data
  assert.deepEqual([(await people('active')).length, (await people('exited')).length], [0, 1])
  const raced = await Promise.all(
    Array.from({ length: 6 }, (_, at) =>
      post(source, at % 2 === 0 ? cart(asha, `R${at >> 1}`) : order(asha, { checkout: `R${at >> 1}` })),
    ),
  )
  for (const { body } of raced) await settled(source, body.ids[0])
  assert.equal((await people('active')).length, 0)
})

test('a flow starts in the conversation that there is', async () => {
  const spec = {
    spec: 'dawk.flow/1',
    start: 'hi',
    nodes: { hi: { kind: 'send_text', data: { text: 'Order {{ event.order }}' }, exits: { ok: null } } },
  }
  const flow = await call('POST', '/v1/flows', { name: 'Order', spec })
  assert.equal(flow.status, 201, JSON.stringify(flow.body))
  const live = await call('POST', `/v1/flows/${flow.body.id}/publish`, {})
  assert.equal(live.status, 200, JSON.stringify(live.body))
  const source = await create({ actions: [{ id: 'bot', kind: 'start_flow', flowId: flow.body.id }] })
  const phone = freshPhone()
  const [early] = (await post(source, order(phone))).body.ids
  assert.equal((await settled(source, early)).reason, 'no_conversation')
  await simulatorControl(gateway.simulatorUrl).inbound({
    ...{ phoneNumberId: gateway.phoneNumberId, from: phone, type: 'text', text: { body: 'Hello' } },
  })
  await until('they have written', async () =>
    JSON.stringify((await call('GET', '/v1/conversations')).body).includes(phone),
  )
  await call('POST', `/v1/event-sources/${source.id}/events/${early}/replay`)
  assert.equal((await settled(source, early)).state, 'applied')
  await until('the flow speaks', async () => (await sendsTo(phone)).length > 0)
})

test('each way to authenticate is kept, and a secret is rotated with both good for a while', async () => {
  const hmac = { kind: 'hmac', header: 'x-signature', algorithm: 'sha256', encoding: 'hex' }
  const source = await create({ auth: hmac, secret: 'a secret of the shop' })
  assert.equal(source.secret, 'a secret of the shop')
  assert.equal('secret' in (await call('GET', `/v1/event-sources/${source.id}`)).body, false)
  const text = JSON.stringify(order(freshPhone()))
  const signed = (secret: string) => ({ 'x-signature': createHmac('sha256', secret).update(text).digest('hex') })
  assert.equal((await post(source, text)).status, 401)
  assert.equal((await post(source, `${text} `, signed('a secret of the shop'))).status, 401)
  assert.equal((await post(source, text, signed('a secret of the shop'))).status, 202)
  const rotated = (await call('POST', `/v1/event-sources/${source.id}/rotate`, { what: 'secret' })).body
  for (const secret of ['a secret of the shop', rotated.secret])
    assert.equal((await post(source, text, signed(secret))).status, 202)
  const moved = (await call('POST', `/v1/event-sources/${source.id}/rotate`, { what: 'url', graceSeconds: 0 })).body
  assert.equal((await post(source, text, signed(rotated.secret))).status, 404)
  const [id] = (await post(moved, text, signed(rotated.secret))).body.ids
  const kept = (await call('GET', `/v1/event-sources/${source.id}/events/${id}`)).body
  assert.equal('x-signature' in kept.headers, false)
  const opened = await call('PATCH', `/v1/event-sources/${source.id}`, { auth: { kind: 'token' } })
  assert.deepEqual([opened.body.hasSecret, (await post(moved, text)).status], [false, 202])
})

test('what cannot be read is refused in words, and what is odd is kept', async () => {
  const source = await create({ actions: [] })
  for (const [body, words] of [
    ['', /empty/],
    ['{', /not JSON/],
    ['[1]', /JSON object/],
    ['"text"', /JSON object/],
    ['['.repeat(200_000), /nested/],
    [`{"a":${'{"a":'.repeat(60)}1${'}'.repeat(61)}`, /nested/],
    [`[${'{},'.repeat(500)}{}]`, /at most 500/],
  ] as const) {
    const reply = await post(source, body)
    assert.deepEqual([reply.status, reply.body.success], [400, false], body.slice(0, 40))
    assert.match(reply.body.error, words)
  }
  assert.equal((await post(source, JSON.stringify({ a: 'x'.repeat(1024 * 1024) }))).status, 413)
  assert.equal((await post({ ...source, url: `${source.url.slice(0, -1)}~` }, {})).status, 404)
  assert.equal((await post({ ...source, url: `http://x/in/${'A'.repeat(32)}` }, {})).status, 404)
  const odd = `{"big": 12345678901234567890, "nul": "a\\u0000b", "half": "\\ud800", "__proto__": {"x": 1}}`
  const [id] = (await post(source, odd)).body.ids
  const { body } = (await call('GET', `/v1/event-sources/${source.id}/events/${id}`)).body
  assert.deepEqual([JSON.parse(body).big, JSON.parse(body).nul], ['12345678901234567890', 'a\ufffdb'])
  const form = await post(source, 'customer=1&name=A%20B', { 'content-type': 'application/x-www-form-urlencoded' })
  assert.equal(form.body.received, 1)
  const learned = (await call('GET', `/v1/event-sources/${source.id}/learned-mapping`)).body
  assert.equal(learned.samples, 2)
  await call('PATCH', `/v1/event-sources/${source.id}`, { state: 'paused' })
  const [waits] = (await post(source, order(freshPhone()))).body.ids
  assert.equal((await settled(source, waits)).reason, 'source_paused')
})

test('a mapping is learned from what came in', async () => {
  const source = await create({ mapping: undefined, actions: [] })
  for (const phone of [freshPhone(), freshPhone()])
    await post(source, {
      topic: 'orders/paid',
      created_at: '2026-11-30T10:00:00Z',
      customer: { id: 7, first_name: 'Asha', last_name: 'Rao', phone: `+${phone}`, email: 'a@example.com' },
      shipping_address: { phone: '040 123456' },
      order: { number: 'A-1', total: '12.50', lines: [{ title: 'Tea' }] },
    })
  const { mapping: learned, places } = (await call('GET', `/v1/event-sources/${source.id}/learned-mapping`)).body
  assert.deepEqual(learned.contact, {
    phone: '/customer/phone',
    externalId: '/customer/id',
    name: ['/customer/first_name', '/customer/last_name'],
  })
  assert.deepEqual(
    [learned.type, learned.occurredAt, learned.data.order_number],
    ['/topic', '/created_at', '/order/number'],
  )
  assert.equal(places.find(({ pointer }: { pointer: string }) => pointer === '/customer/email').kind, 'email')
  assert.equal((await call('PATCH', `/v1/event-sources/${source.id}`, { mapping: learned })).status, 200)
})

test('settings that cannot be are refused at their place', async () => {
  const stranger = '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4'
  for (const [body, path] of [
    [{ mapping: { ...mapping, type: 'type' } }, 'mapping.type'],
    [{ mapping: { ...mapping, attributes: { nothing: '/a' } } }, 'mapping.attributes.nothing'],
    [
      { mapping: { ...mapping, consent: { purpose: 'marketing', state: '/a', optedIn: ['1'], optedOut: [] } } },
      'mapping.consent.occurredAt',
    ],
    [{ auth: { kind: 'header', header: 'Authorization' } }, 'auth.header'],
    [{ dedupe: { pointer: '/~2', ttlHours: 1 } }, 'dedupe.pointer'],
    [{ actions: [confirm(), confirm()] }, 'actions.1.id'],
    [{ actions: [{ ...confirm(), numberId: stranger }] }, 'actions.0.numberId'],
    [{ actions: [{ id: 'x', kind: 'enroll', dripId: stranger }] }, 'actions.0.dripId'],
    [{ actions: [{ ...confirm(), bindings: { body: [{ source: 'shop.x' }] } }] }, 'actions.0.bindings.body.0.source'],
  ] as const) {
    const reply = await call('POST', '/v1/event-sources', { name: 'Shop', mapping, ...body })
    assert.equal(reply.status, 400, JSON.stringify(reply.body))
    assert.deepEqual(
      reply.body.errors.map((one: { path: string }) => one.path),
      [path],
    )
  }
  const source = await create()
  assert.equal((await call('DELETE', `/v1/event-sources/${source.id}`)).status, 204)
  assert.equal((await post(source, order(freshPhone()))).status, 404)
  for (const path of ['', '/events', '/counts', '/learned-mapping', `/events/${stranger}`])
    assert.equal((await call('GET', `/v1/event-sources/${source.id}${path}`)).status, 404, path)
})
