import '../../support/quick-passwords.ts'
import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { freshPhone, simulatorControl } from '../../flow/simulator-control.ts'
import { newChild, ownerKey, type PartnerWorld, startPartnerWorld } from '../../support/partner-world.ts'
import { until } from '../../support/processes.ts'

let world: PartnerWorld
beforeAll(async () => {
  world = await startPartnerWorld(null)
})
afterAll(() => world.gateway.close())

/** An account of the partner, with what its owner calls by a key of their own. */
async function openShop() {
  const child = await newChild(world.partner)
  await world.gateway.operate('limits', { account: child.id, 'requests-per-minute': 'unlimited' })
  const call = world.as(await ownerKey(world.gateway, child))
  const [number] = (await call('GET', '/v1/numbers')).body.data
  const suspend = (mode: string) =>
    world.partner.call('POST', `/accounts/${child.id}/suspend`, {
      mode,
      reason: 'unpaid',
      messageToCustomer: 'Pay us.',
    })
  const resume = () => world.partner.call('POST', `/accounts/${child.id}/resume`)
  return { child, call, number, suspend, resume }
}

const text = (more: object = {}) => ({ to: freshPhone(), type: 'text', text: { body: 'hello' }, ...more })

test('what waits is held, what is new is refused, what comes in is kept; then all of it goes on', async () => {
  const { call, number, suspend, resume } = await openShop()
  const waiting = await call('POST', '/v1/messages', text({ sendAt: new Date(Date.now() + 1500).toISOString() }))
  assert.equal(waiting.status, 202, JSON.stringify(waiting.body))
  assert.equal((await suspend('sending')).status, 200)
  const refused = await call('POST', '/v1/messages', text())
  assert.deepEqual([refused.status, refused.body.reason, refused.body.detail], [403, 'suspended', 'Pay us.'])
  const timeline = async () => JSON.stringify((await call('GET', `/v1/messages/${waiting.body.id}`)).body)
  await until('it is held', async () => (await timeline()).includes('held: the account is suspended'))
  const from = freshPhone()
  const inbound = { phoneNumberId: number.phoneNumberId, from, type: 'text', text: { body: 'are you there?' } }
  await simulatorControl(world.gateway.simulatorUrl).inbound(inbound)
  await until('it came in', async () => {
    const { body } = await call('GET', '/v1/conversations')
    return body.data.some((one: object) => JSON.stringify(one).includes(from))
  })
  await resume()
  await until('it was read', async () => (await timeline()).includes('"read"'))
  assert.equal((await call('POST', '/v1/messages', text())).status, 202)
})

test('suspended from everything an account reads nothing either, and its key lives on', async () => {
  const { call, suspend, resume } = await openShop()
  await suspend('all')
  const refused = await call('GET', '/v1/messages')
  assert.deepEqual([refused.status, refused.body.code, refused.body.reason], [403, 'account_inactive', 'suspended'])
  await resume()
  assert.equal((await call('GET', '/v1/messages')).status, 200)
})

test('from marketing alone: a text leaves, a marketing template does not', async () => {
  const { call, suspend } = await openShop()
  await until('the templates', async () => (await call('GET', '/v1/templates?name=summer_sale')).body.data.length > 0)
  await suspend('marketing')
  assert.equal((await call('POST', '/v1/messages', text())).status, 202)
  const language = { code: 'en_US' }
  const parameters = ['Asha', 'A1'].map((word) => ({ type: 'text', text: word }))
  const order = { name: 'order_ready', language, components: [{ type: 'body', parameters }] }
  const send = (template: object) => call('POST', '/v1/messages', { to: freshPhone(), type: 'template', template })
  const utility = await send(order)
  assert.equal(utility.status, 202, JSON.stringify(utility.body))
  const marketing = await send({ name: 'summer_sale', language })
  assert.deepEqual([marketing.status, marketing.body.reason], [403, 'suspended'], JSON.stringify(marketing.body))
})

test('suspended in the middle of a campaign: it pauses, goes on by itself, and nobody is lost', {
  timeout: 60_000,
}, async () => {
  const { call, number, suspend, resume } = await openShop()
  await until('the templates', async () => (await call('GET', '/v1/templates?name=order_ready')).body.data.length > 0)
  const list = Array.from({ length: 30 }, () => ({ phone: freshPhone(), values: { code: 'A1' } }))
  const body = [
    { source: 'contact.firstName', fallback: 'there' },
    { source: 'list.code', fallback: 'none' },
  ]
  const template = { name: 'order_ready', language: 'en_US' }
  const made = await call('POST', '/v1/campaigns', {
    ...{ name: 'News', numberId: number.id, template, bindings: { body }, list, maxPerMinute: 300 },
  })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const campaign = async () => (await call('GET', `/v1/campaigns/${made.body.id}`)).body
  await call('POST', `/v1/campaigns/${made.body.id}/launch`)
  await until('it has begun', async () => ((await campaign()).counts.read ?? 0) > 0, 30_000)
  await suspend('sending')
  const paused = await campaign()
  assert.deepEqual([paused.state, paused.pausedBy], ['paused', 'suspended'])
  await resume()
  await until('it has ended', async () => (await campaign()).state === 'completed', 30_000)
  await until('all have read', async () => (await campaign()).counts.read === 30, 30_000)
})
