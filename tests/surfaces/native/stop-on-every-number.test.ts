import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { simulatorControl } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'
import { freePort, until } from '../../support/processes.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
let simulator: ReturnType<typeof simulatorControl>
/** The number that sends; people write to the other one. */
const sender = { phoneNumberId: '106540352242933', accessToken: 'EAAGsender' }
let senderId: string

beforeAll(async () => {
  const port = String(await freePort())
  gateway = await startGateway(null, { SIMULATOR_PORT: port, META_GRAPH_URL: `http://127.0.0.1:${port}` })
  call = await checked(gateway)
  simulator = simulatorControl(gateway.simulatorUrl)
  await simulator.faults({ templateReviewMs: 50 })
  await until('the first sync', async () => (await call('GET', '/v1/templates')).body.data.length > 0)
  const offer = {
    name: 'weekly_offer',
    language: 'en_US',
    category: 'MARKETING',
    components: [{ type: 'BODY', text: 'New.' }],
  }
  const { body } = await call('POST', '/v1/templates', offer)
  await until('the offer', async () => (await call('GET', `/v1/templates/${body.id}`)).body.status === 'APPROVED')
  const { wabaId, appSecret } = await simulator.number(gateway.phoneNumberId)
  const shown = { displayPhoneNumber: '+1 555 000 2222', verifiedName: 'Sender', openWindow: true }
  await simulator.call('PUT', 'numbers', { numbers: [{ ...sender, ...shown, wabaId, appSecret, pairLimit: false }] })
  const connected = await call('POST', '/v1/numbers', sender)
  assert.equal(connected.status, 201, JSON.stringify(connected.body))
  senderId = connected.body.id
  await call('POST', `/v1/numbers/${senderId}/verify`)
  await until('the number is proven', async () => Boolean(await setRate('0.02')))
})
afterAll(() => gateway.close())

const setRate = (perSecond: string) =>
  gateway.operate('number-rate', { 'phone-number-id': sender.phoneNumberId, 'per-second': perSecond })

const template = (name: string, components: object[] = []) => ({
  type: 'template',
  template: { name, language: { code: 'en_US' }, ...(components.length > 0 && { components }) },
})
const code = template('verification_code', [
  { type: 'body', parameters: [{ type: 'text', text: '123456' }] },
  { type: 'button', subType: 'url', index: '0', parameters: [{ type: 'text', text: '123456' }] },
])

test('a stop to one number stops within a second what waits on another; one-time passwords still go', async () => {
  const [stopping, staying] = ['15554300001', '15554300002']
  const send = async (to: string, message: object) => {
    const { status, body } = await call('POST', '/v1/messages', { to, from: senderId, ...message })
    assert.equal(status, 202, JSON.stringify(body))
    return body.id as string
  }
  const write = (words: string) =>
    simulator.inbound({ phoneNumberId: gateway.phoneNumberId, from: stopping, type: 'text', text: { body: words } })
  await write('Hello')
  const each = 4 // of the eight one leaves: the number begins with a burst of one
  const queued: { to: string; id: string }[] = []
  for (let at = 0; at < each; at += 1)
    for (const to of [stopping, staying]) queued.push({ to, id: await send(to, template('weekly_offer')) })
  const sentTo = async (to: string) => {
    const offers = new Set(queued.map(({ id }) => id))
    const sends = await simulator.sends()
    return sends.filter((one) => one.to === to && offers.has(one.biz_opaque_callback_data ?? '')).length
  }
  await write('STOP')
  await until('the person is opted out', async () => {
    const { body } = await call('GET', `/v1/contacts?phone=${stopping}&consent.marketing=opted_out`)
    return body.data.length === 1
  })
  const password = await send(stopping, code)
  const arrived = await sentTo(stopping)
  assert.ok(arrived + (await sentTo(staying)) <= 1, 'the pace of the number holds from its first message on')
  await setRate('500')
  const stateOf = async (id: string) => (await call('GET', `/v1/messages/${id}`)).body
  await until('the password is on its way', async () => /sent|delivered|read/.test((await stateOf(password)).status))
  await until('nothing waits', async () => {
    const states = await Promise.all(queued.map(({ id }) => stateOf(id)))
    return states.every(({ status }) => !['queued', 'accepted', 'sending', 'scheduled'].includes(status))
  })
  const states = await Promise.all(queued.map(async ({ to, id }) => ({ to, ...(await stateOf(id)) })))
  const stopped = states.filter(({ status }) => status === 'failed')
  assert.ok(stopped.length >= 3, `${stopped.length} were stopped`)
  assert.deepEqual([...new Set(stopped.map(({ to, error }) => `${to} ${error.details}`))], [`${stopping} opted_out`])
  assert.equal((await simulator.sendsOf(password)).length, 1)
  assert.deepEqual([await sentTo(stopping), await sentTo(staying)], [arrived, each])
  assert.equal(arrived + stopped.length, each)
})

test('where stops hold for one number, a stop to it leaves the other one alone, and a start takes it back', async () => {
  await call('PATCH', '/v1/policy', { stopsPerNumber: true })
  const to = '15554300003'
  const write = (words: string) =>
    simulator.inbound({ phoneNumberId: gateway.phoneNumberId, from: to, type: 'text', text: { body: words } })
  await write('STOP')
  const id = await until('the contact', async () => (await call('GET', `/v1/contacts?phone=${to}`)).body.data[0]?.id)
  const verdictOf = async (phoneNumberId: string) =>
    (await call('GET', `/v1/contacts/${id}/sendability?phoneNumberId=${phoneNumberId}`)).body.verdict
  await until('the stop', async () => (await verdictOf(gateway.phoneNumberId)) === 'refuse')
  assert.equal(await verdictOf(sender.phoneNumberId), 'send')
  const { consents } = (await call('GET', `/v1/contacts/${id}/consent`)).body
  const states = new Map(consents.map(({ purpose, state }: { purpose: string; state: string }) => [purpose, state]))
  const here = `marketing.number:${gateway.phoneNumberId}`
  assert.deepEqual([states.get('marketing'), states.get(here)], ['unknown', 'opted_out'])
  const { data: numbers } = (await call('GET', '/v1/numbers')).body
  const first = numbers.find((one: { phoneNumberId: string }) => one.phoneNumberId === gateway.phoneNumberId).id
  const offer = (from: string) => call('POST', '/v1/messages', { to, from, ...template('weekly_offer') })
  const [stopped, other] = [await offer(first), await offer(senderId)]
  assert.deepEqual([stopped.status, stopped.body.reason, other.status], [422, 'opted_out', 202])
  await call('PATCH', '/v1/policy', { stopsPerNumber: false })
  assert.equal((await offer(first)).status, 422)
  await simulator.call('PUT', 'clock', { advanceMs: 1000 })
  await write('START')
  await until('the start', async () => (await verdictOf(gateway.phoneNumberId)) === 'send')
})
