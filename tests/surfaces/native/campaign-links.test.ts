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

const phoneAgent = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126 Mobile Safari/537.36'
const open = (address: string, { method = 'GET', agent = phoneAgent } = {}) =>
  fetch(`${gateway.url}${new URL(address).pathname}`, {
    method,
    redirect: 'manual',
    headers: { 'user-agent': agent },
  })

async function create(body: object): Promise<string> {
  const reply = await call('POST', '/v1/campaigns', { name: 'Links', numberId, ...body })
  assert.equal(reply.status, 201, JSON.stringify(reply.body))
  return reply.body.id
}

/** The address in the text that a person got. */
async function addressOf(phone: string): Promise<string> {
  const sends = await simulatorControl(gateway.simulatorUrl).sends()
  const sent = sends.find(({ to }) => to === phone)
  const [address] = /https?:\/\/[^"\\]+\/l\/\w{16}/.exec(JSON.stringify(sent)) ?? []
  assert.ok(address, JSON.stringify(sent))
  return address
}

const linked = (link: string) => ({
  template: { name: 'order_ready', language: 'en_US' },
  bindings: { body: ['friend', { link, name: 'shop' }] },
})

test('a link of a campaign leads each person to their own target, and each click of a person counts once', async () => {
  const settings = await call('PATCH', '/v1/link-settings', { utm: { utm_source: 'whatsapp' } })
  assert.equal(settings.status, 200, JSON.stringify(settings.body))
  const people = Array.from({ length: 3 }, (_, at) => ({ phone: freshPhone(), values: { code: `A&${at}` } }))
  const id = await create({ ...linked('https://shop.example/sale?c={{list.code}}'), list: people })
  await call('POST', `/v1/campaigns/${id}/launch`)
  await until('all are read', async () => (await call('GET', `/v1/campaigns/${id}`)).body.counts.read === 3)
  const addresses = await Promise.all(people.map(({ phone }) => addressOf(phone)))
  assert.equal(new Set(addresses).size, 3)
  const [first = '', second = ''] = addresses

  const preview = await open(first, { agent: 'WhatsApp/2.23.20.0' })
  assert.deepEqual(
    [preview.status, preview.headers.get('location')],
    [302, 'https://shop.example/sale?c=A%260&utm_source=whatsapp'],
  )
  assert.equal((await open(first, { method: 'HEAD' })).status, 302)
  const metricsOf = async () => (await call('GET', `/v1/campaigns/${id}/metrics`)).body
  assert.equal((await metricsOf()).linkClicked, 0)

  const clicks = await Promise.all([open(first), open(first), open(second)])
  assert.deepEqual(
    clicks.map(({ status, headers }) => [status, headers.get('cache-control'), headers.get('referrer-policy')]),
    Array.from({ length: 3 }, () => [302, 'no-store', 'no-referrer']),
  )
  const metrics = await metricsOf()
  assert.deepEqual(
    [metrics.linkClicked, metrics.clicked, metrics.tapped, metrics.rates.click, metrics.links],
    [2, 2, 0, 0.6667, [{ name: 'shop', people: 3, clicked: 2, clicks: 3, robotClicks: 2 }]],
  )
  const events = (await call('GET', '/v1/events?type=link.clicked')).body.data
  assert.equal(events.filter(({ data }: { data: { campaignId: string } }) => data.campaignId === id).length, 2)
  const recipients = (await call('GET', `/v1/campaigns/${id}/recipients`)).body.data
  assert.equal(recipients.filter(({ linkClickedAt }: { linkClickedAt: string | null }) => linkClickedAt).length, 2)
})

test('what is no link of ours leads nowhere, whatever it looks like', async () => {
  const { tag } = { tag: 'AAAAAA' }
  for (const code of [`${tag}0123456789`, 'short', '..%2F..%2Fetc', 'https:%2F%2Fevil.example', `${'0'.repeat(16)}'`]) {
    const reply = await fetch(`${gateway.url}/l/${code}`, { redirect: 'manual', headers: { 'user-agent': phoneAgent } })
    assert.deepEqual([reply.status, reply.headers.get('location')], [404, null], code)
  }
})

test('a check tells of a button that would not lead to its link, and bindings of targets that are none', async () => {
  const { buttonUrl } = (await call('GET', '/v1/link-settings')).body
  const id = await create({
    template: { name: 'summer_sale', language: 'en_US' },
    bindings: {
      header: { link: 'https://example.com/sale.png' },
      body: ['your city'],
      buttons: { 0: { link: 'https://shop.example/sale' } },
    },
    list: [{ phone: freshPhone() }],
  })
  const check = (await call('POST', `/v1/campaigns/${id}/validate`)).body
  assert.deepEqual(
    check.errors.map(({ code, field }: { code: string; field: string }) => [code, field]),
    [['link_base_mismatch', 'bindings.buttons.0']],
  )
  assert.ok(check.errors[0].message.includes(buttonUrl))
  await call('PATCH', '/v1/link-settings', { allowedDomains: ['shop.example'] })
  for (const link of [
    'https://{{list.host}}/',
    'javascript:alert(1)',
    'https://evil.example/',
    'https://shop.example/{{contact.nothing}}',
  ]) {
    const refused = await call('POST', '/v1/campaigns', { name: 'No', numberId, ...linked(link) })
    assert.deepEqual(
      [refused.status, refused.body.errors?.[0]?.path],
      [400, 'bindings.body.1.link'],
      JSON.stringify(refused.body),
    )
  }
  assert.equal((await call('PATCH', '/v1/link-settings', { baseUrl: 'http://go.shop.example' })).status, 400)
  assert.equal(
    (await call('PATCH', '/v1/link-settings', { baseUrl: 'https://go.shop.example' })).body.buttonUrl,
    'https://go.shop.example/l/{{1}}',
  )
})
