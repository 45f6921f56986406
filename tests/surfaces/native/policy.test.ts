import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { simulatorControl } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
let simulator: ReturnType<typeof simulatorControl>
beforeAll(async () => {
  gateway = await startGateway(null)
  call = await checked(gateway)
  simulator = simulatorControl(gateway.simulatorUrl)
  await simulator.faults({ templateReviewMs: 50 })
  await until('the first sync', async () => (await call('GET', '/v1/templates')).body.data.length === 8)
  const offer = {
    name: 'weekly_offer',
    language: 'en_US',
    category: 'MARKETING',
    components: [{ type: 'BODY', text: 'New this week.' }],
  }
  const { body } = await call('POST', '/v1/templates', offer)
  await until('the offer', async () => (await call('GET', `/v1/templates/${body.id}`)).body.status === 'APPROVED')
})
afterAll(() => gateway.close())

let lastPhone = 1555_420_0000
const freshPhone = () => String(++lastPhone)
const write = (from: string, body: string) =>
  simulator.inbound({ phoneNumberId: gateway.phoneNumberId, from, type: 'text', text: { body } })

const template = (name: string, components: object[] = []) => ({
  type: 'template',
  template: { name, language: { code: 'en_US' }, ...(components.length > 0 && { components }) },
})
const offer = template('weekly_offer')
const code = template('verification_code', [
  { type: 'body', parameters: [{ type: 'text', text: '123456' }] },
  { type: 'button', subType: 'url', index: '0', parameters: [{ type: 'text', text: '123456' }] },
])
const send = (to: string, message: object, more: object = {}) =>
  call('POST', '/v1/messages', { to, ...message, ...more })

/** Somebody who wrote. */
async function person(words = 'Hello'): Promise<{ phone: string; id: string }> {
  const phone = freshPhone()
  await write(phone, words)
  const id = await until(
    'the contact',
    async () => (await call('GET', `/v1/contacts?search=${phone}`)).body.data[0]?.id,
  )
  return { phone, id }
}

const consentOf = async (id: string) => (await call('GET', `/v1/contacts/${id}/consent`)).body.consents[0]
const stateIs = (id: string, state: string) => until(state, async () => (await consentOf(id)).state === state)
const sendability = async (id: string, purpose: string) =>
  (await call('GET', `/v1/contacts/${id}/sendability?purpose=${purpose}`)).body
// biome-ignore lint/suspicious/noExplicitAny: looks into a view
const ended = (id: string, status: string): Promise<any> =>
  until(`the message is ${status}`, async () => {
    const { body } = await call('GET', `/v1/messages/${id}`)
    return body.status === status && body
  })

test('somebody who says stop is sent no marketing, with the reason; one-time passwords and replies still go', async () => {
  const { phone, id } = await person()
  assert.equal((await send(phone, offer)).status, 202)
  await write(phone, 'Stop! 🛑')
  await stateIs(id, 'opted_out')
  const { status, body } = await send(phone, offer)
  assert.deepEqual([status, body.code, body.reason, body.until], [422, 'not_sendable', 'opted_out', null])
  const { eventId, since } = await consentOf(id)
  assert.deepEqual([body.since, body.evidence], [since, { kind: 'consent_event', id: eventId, source: 'keyword' }])
  for (const message of [code, template('hello_world'), { type: 'text', text: { body: 'Done.' } }])
    assert.equal((await send(phone, message)).status, 202)
  const asked = await sendability(id, 'marketing')
  assert.deepEqual([asked.verdict, asked.reason, asked.evidence], ['refuse', 'opted_out', body.evidence])
  assert.equal((await sendability(id, 'authentication')).verdict, 'send')
  await simulator.call('PUT', 'clock', { advanceMs: 1000 }) // Meta dates messages by the second, and of two at once a stop wins
  await write(phone, 'START')
  await stateIs(id, 'opted_in')
  assert.equal((await send(phone, offer)).status, 202)
})

test('a sentence with the word in it, and a start out of nowhere, change nothing', async () => {
  const { phone, id } = await person('please stop the bus')
  await write(phone, 'start')
  await write(phone, 'yes')
  await write(phone, 'and now')
  await until('all is here', async () => {
    const { body } = await call('GET', `/v1/conversations?search=${phone}`)
    return body.data[0]?.unread === 4
  })
  assert.equal((await consentOf(id)).state, 'unknown')
})

test('yes answers a question that is open', async () => {
  const { phone, id } = await person()
  await call('POST', `/v1/contacts/${id}/consent`, { purpose: 'marketing', state: 'pending' })
  await write(phone, 'Yes!')
  await stateIs(id, 'opted_in')
})

test('an opt-out stops what was accepted before it and has not left', async () => {
  const { phone, id } = await person()
  const sendAt = new Date(Date.now() + 2500).toISOString()
  const [marketing, password] = await Promise.all([send(phone, offer, { sendAt }), send(phone, code, { sendAt })])
  assert.deepEqual([marketing.status, password.status], [202, 202])
  await write(phone, 'BAJA')
  await stateIs(id, 'opted_out')
  const failed = await ended(marketing.body.id, 'failed')
  assert.deepEqual([failed.error.details, failed.error.title], ['opted_out', 'Not sent: opted_out'])
  await ended(password.body.id, 'read')
  assert.deepEqual(await simulator.sendsOf(marketing.body.id), [])
})

test("WhatsApp's own control: stop and resume, three times and in any order, come back to the state before", async () => {
  const { phone, id } = await person()
  const preference = (value: string, timestamp: number) =>
    simulator.call('POST', 'inbound', {
      phoneNumberId: gateway.phoneNumberId,
      field: 'user_preferences',
      value: {
        contacts: [{ wa_id: phone }],
        user_preferences: [{ wa_id: phone, detail: 'User said so', category: 'marketing_messages', value, timestamp }],
      },
    })
  const now = Math.floor(Date.now() / 1000)
  await preference('stop', now - 100)
  await stateIs(id, 'opted_out')
  assert.equal((await consentOf(id)).source, 'whatsapp')
  for (const [value, at] of [
    ['resume', -50],
    ['stop', -100],
    ['resume', -50],
    ['stop', -100],
    ['resume', -50],
  ] as const)
    await preference(value, now + at)
  await stateIs(id, 'unknown')
  await preference('stop', now - 10)
  await stateIs(id, 'opted_out')
})

test('131050 is an opt-out, once', async () => {
  const to = '15550000005'
  const [first, second] = await Promise.all([send(to, offer), send(to, offer)])
  await Promise.all([first, second].map(({ body }) => ended(body.id, 'failed')))
  const id = await until('the contact', async () => (await call('GET', `/v1/contacts?search=${to}`)).body.data[0]?.id)
  await stateIs(id, 'opted_out')
  assert.equal((await call('GET', `/v1/contacts/${id}/consent/events`)).body.data.length, 1)
  assert.equal((await send(to, offer)).body.reason, 'opted_out')
})

test('in a batch only the items of people who said stop are rejected', async () => {
  const { phone, id } = await person('STOP')
  await stateIs(id, 'opted_out')
  const messages = [phone, freshPhone()].map((to) => ({ to, ...offer }))
  const { body } = await call('POST', '/v1/messages/batch', { messages })
  assert.deepEqual([body.accepted, body.refused], [1, 1])
  assert.deepEqual([body.results[0].error.code, body.results[1].error], ['not_sendable', null])
})

test('a stop to one account is none to another', async () => {
  const { phone, id } = await person('STOP')
  await stateIs(id, 'opted_out')
  const other = await call(
    'POST',
    '/auth/register',
    { name: 'Other', email: 'other-policy@example.com' },
    { authorization: '' },
  )
  const headers = { authorization: `Bearer ${other.body.data.apiKey}` }
  assert.equal((await call('GET', `/v1/contacts/${id}/sendability`, undefined, headers)).status, 404)
  assert.equal((await call('POST', '/v1/messages', { to: phone, ...template('hello_world') }, headers)).status, 202)
})

test('a suppression stops everything but replies until it ends, and another account does not see it', async () => {
  const { phone, id } = await person()
  const items = [
    { phone: `+${phone}`, reason: 'complaint' },
    { phone: '12', reason: 'x' },
    { reason: 'x' },
    { contactId: id, reason: 'erased' },
  ]
  const { status, body } = await call('POST', '/v1/suppressions', { items })
  assert.equal(status, 200)
  assert.deepEqual(
    body.items.map(({ outcome }: { outcome: string }) => outcome),
    ['added', 'rejected', 'rejected', 'rejected'],
  )
  const suppression = body.items[0].suppressions[0]
  for (const message of [offer, code, template('hello_world')]) {
    const reply = await send(phone, message)
    assert.deepEqual([reply.status, reply.body.reason], [422, 'suppressed'])
    assert.deepEqual(reply.body.evidence, { kind: 'suppression', id: suppression.id, source: 'complaint' })
  }
  assert.equal((await send(phone, { type: 'text', text: { body: 'We are sorry.' } })).status, 202)
  assert.deepEqual((await call('GET', `/v1/suppressions?phone=${phone}`)).body.data, [suppression])
  const other = await call(
    'POST',
    '/auth/register',
    { name: 'Other', email: 'other-suppression@example.com' },
    { authorization: '' },
  )
  const headers = { authorization: `Bearer ${other.body.data.apiKey}` }
  assert.deepEqual((await call('GET', `/v1/suppressions?phone=${phone}`, undefined, headers)).body.data, [])
  assert.equal((await call('DELETE', `/v1/suppressions/${suppression.id}`, undefined, headers)).status, 404)
  assert.equal((await call('DELETE', `/v1/suppressions/${suppression.id}`)).status, 204)
  assert.equal((await send(phone, offer)).status, 202)
})

test('after an erasure the keyed hash alone stops marketing, until the person agrees anew', async () => {
  const { phone, id } = await person()
  await until('it is erased', async () => (await call('POST', `/v1/contacts/${id}/erase`)).body.state === 'done')
  assert.deepEqual((await send(phone, offer)).body.reason, 'erased')
  const [kept] = (await call('GET', `/v1/suppressions?phone=${phone}`)).body.data
  assert.deepEqual([kept.phone, kept.userId, kept.reason, kept.scope], [null, null, 'erased', 'marketing'])
  const list = { source: 'import', items: [{ phone, purpose: 'marketing', state: 'implied' }] }
  assert.equal((await call('POST', '/v1/consents/bulk', list)).body.items[0].outcome, 'changed')
  assert.equal((await send(phone, offer)).body.reason, 'erased')
  const evidence = { kind: 'form', text: 'Yes, again.' }
  const agreed = { phone, purpose: 'marketing', state: 'opted_in', occurredAt: new Date().toISOString(), evidence }
  assert.equal((await call('POST', '/v1/consents/bulk', { items: [agreed] })).body.items[0].outcome, 'changed')
  assert.equal((await send(phone, offer)).status, 202)
})

test('settings have bounds, and each mistake is named', async () => {
  const wrong = await call('PATCH', '/v1/policy', {
    quietHours: { from: '21:00', to: '21:00' },
    timeZone: 'Mars/Phobos',
    caps: [
      { max: 1, per: 'day', window: 'rolling' },
      { max: 2, per: 'day', window: 'rolling' },
    ],
    keywords: { stop: ['🛑'] },
  })
  assert.equal(wrong.status, 400)
  assert.deepEqual(wrong.body.errors.map(({ path }: { path: string }) => path).toSorted(), [
    'caps.1',
    'keywords.stop.0',
    'quietHours.to',
    'timeZone',
  ])
  assert.equal((await call('PATCH', '/v1/policy', { caps: [{ max: 0, per: 'day', window: 'rolling' }] })).status, 400)
  assert.equal((await call('PATCH', '/v1/policy', { surprise: true })).status, 400)
})

test('a phrase of the account is a keyword', async () => {
  assert.equal((await call('PATCH', '/v1/policy', { keywords: { stop: ['No more offers'] } })).status, 200)
  const { id } = await person('no more offers!')
  await stateIs(id, 'opted_out')
})

test('a cap counts what was handed over, and gives back what failed', async () => {
  assert.equal((await call('PATCH', '/v1/policy', { caps: [{ max: 1, per: 'week', window: 'rolling' }] })).status, 200)
  const { phone, id } = await person()
  const first = await send(phone, offer)
  await ended(first.body.id, 'read')
  const second = await send(phone, offer)
  assert.deepEqual([second.status, second.body.reason], [422, 'frequency_capped'])
  assert.ok(Date.parse(second.body.until) > Date.now() + 6 * 24 * 3600_000)
  assert.equal((await sendability(id, 'utility')).verdict, 'send')
  const failing = '15550000001'
  for (const _ of [1, 2]) {
    const { status, body } = await send(failing, offer)
    assert.equal(status, 202, JSON.stringify(body))
    await ended(body.id, 'failed')
  }
  assert.equal((await send(failing, offer)).body.reason, 'unreachable')
  assert.equal((await call('PATCH', '/v1/policy', { caps: [] })).status, 200)
})

test('quiet hours keep marketing back, and nothing else', async () => {
  const hour = (offset: number) => new Date(Date.now() + offset * 3600_000).toISOString().slice(11, 16)
  const quietHours = { from: hour(-1), to: hour(2) }
  assert.equal((await call('PATCH', '/v1/policy', { quietHours, timeZone: 'UTC' })).status, 200)
  const { phone, id } = await person()
  const [marketing, password] = [await send(phone, offer), await send(phone, code)]
  assert.deepEqual([marketing.status, password.status], [202, 202])
  await ended(password.body.id, 'read')
  const waits = await until('it waits', async () => {
    const { body } = await call('GET', `/v1/messages/${marketing.body.id}`)
    return body.timeline.some(({ detail }: { detail?: string }) => detail?.startsWith('quiet_hours')) && body
  })
  assert.equal(waits.status, 'queued')
  const { verdict, reason, until: ends } = await sendability(id, 'marketing')
  assert.deepEqual([verdict, reason], ['wait', 'quiet_hours'])
  assert.ok(Date.parse(ends) > Date.now())
  assert.equal((await call('POST', `/v1/messages/${marketing.body.id}/cancel`)).status, 200)
  assert.equal((await call('PATCH', '/v1/policy', { quietHours: null })).status, 200)
})

test('131049 makes the next marketing wait for a day, and a message of the person ends that', async () => {
  const to = '15559131049'
  await write(to, 'Hello')
  const id = await until('the contact', async () => (await call('GET', `/v1/contacts?search=${to}`)).body.data[0]?.id)
  const { body } = await send(to, offer)
  await ended(body.id, 'failed')
  const capped = await sendability(id, 'marketing')
  assert.deepEqual([capped.verdict, capped.reason], ['wait', 'meta_capped'])
  assert.ok(Math.abs(Date.parse(capped.until) - Date.parse(capped.since) - 24 * 3600_000) < 1000)
  await write(to, 'I am here')
  await until('it is over', async () => (await sendability(id, 'marketing')).verdict === 'send')
})

test('an opt-out by keyword is answered once in a day, from the number that was written to', async () => {
  const confirmation = 'You get no more offers. Write START to get them again.'
  assert.equal((await call('PATCH', '/v1/policy', { confirmation })).status, 200)
  const { phone, id } = await person()
  for (const [word, state] of [
    ['STOP', 'opted_out'],
    ['START', 'opted_in'],
    ['QUIT', 'opted_out'],
  ] as const) {
    await simulator.call('PUT', 'clock', { advanceMs: 1000 })
    await write(phone, word)
    await stateIs(id, state)
  }
  const answers = async () => {
    const { body } = await call('GET', `/v1/messages?limit=100`)
    // biome-ignore lint/suspicious/noExplicitAny: looks into views
    return body.data.filter((one: any) => one.peer.phone === phone && one.direction === 'outbound')
  }
  await until('the answer', async () => (await answers()).length > 0)
  await write(phone, 'thanks')
  await until(
    'that is here',
    async () => (await call('GET', `/v1/conversations?search=${phone}`)).body.data[0]?.unread >= 1,
  )
  assert.equal((await answers()).length, 1)
  assert.equal((await call('PATCH', '/v1/policy', { confirmation: null })).status, 200)
})

test('the topic of a template stops it for those who refused the topic, and for nobody else', async () => {
  await call('PUT', '/v1/consent-topics/weekly', { name: 'Weekly offers' })
  const unknown = await call('PATCH', '/v1/policy', { templateTopics: { weekly_offer: 'monthly' } })
  assert.deepEqual([unknown.status, unknown.body.errors[0].pointer], [400, '/templateTopics'])
  await call('PATCH', '/v1/policy', { templateTopics: { weekly_offer: 'weekly' } })
  const [one, other] = [await person(), await person()]
  await call('POST', `/v1/contacts/${one.id}/consent`, { purpose: 'marketing.weekly', state: 'opted_out' })
  const refused = await send(one.phone, offer)
  assert.deepEqual([refused.status, refused.body.reason], [422, 'opted_out'])
  assert.equal((await send(other.phone, offer)).status, 202)
  await call('PATCH', '/v1/policy', { templateTopics: {} })
  assert.equal((await send(one.phone, offer)).status, 202)
})

test('suppressions are exported whole, as lines of JSON or as a table', async () => {
  const phone = freshPhone()
  await call('POST', '/v1/suppressions', { items: [{ phone, reason: 'complaint', note: '=1+1' }] })
  await call('POST', '/v1/suppressions', { items: [{ phone: freshPhone(), reason: 'complaint' }] })
  const lines: string = (await gateway.call('GET', '/v1/suppressions/export')).body
  const found = lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { phone: string })
  assert.ok(found.some((one) => one.phone === phone))
  const table = await gateway.call('GET', '/v1/suppressions/export?format=csv&scope=all')
  assert.match(table.body, new RegExp(`${phone},,all,complaint,'=1\\+1`))
})

test('people of the simulator who answer an offer with a stop, by rule, get no second one; one-time passwords still go', async () => {
  const phones = Array.from({ length: 6 }, freshPhone)
  await simulator.faults({
    optOuts: { share: 1, text: 'Baja' },
    statusDelaysMs: { sent: 10, delivered: 20, read: 60_000 },
  })
  for (const phone of phones) assert.equal((await send(phone, offer)).status, 202)
  await until('each has said stop', async () => {
    const states = await Promise.all(phones.map(async (phone) => (await send(phone, offer, { dryRun: true })).status))
    return states.every((status) => status === 422)
  })
  await simulator.faults({ optOuts: { share: 0 }, statusDelaysMs: { sent: 150, delivered: 700, read: 2500 } })
  for (const phone of phones) assert.equal((await send(phone, code)).status, 202)
})
