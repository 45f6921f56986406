import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { simulatorControl } from '../../flow/simulator-control.ts'
import { type Reply, type RunningGateway, startGateway } from '../../support/gateway.ts'

let gateway: RunningGateway & { close(): Promise<void> }
let wabaId: string
let accessToken: string

beforeAll(async () => {
  gateway = await startGateway(null)
  const number = await simulatorControl(gateway.simulatorUrl).number(gateway.phoneNumberId)
  wabaId = number.wabaId
  accessToken = number.accessToken
})
afterAll(() => gateway.close())

const get = (path: string, key?: string): Promise<Reply> =>
  gateway.call('GET', `/graph/v23.0/${path}`, undefined, key ? { authorization: `Bearer ${key}` } : {})

/** As the owner of the number, at Meta itself. */
async function atMeta(method: string, path: string, body?: object) {
  const reply = await fetch(`${gateway.simulatorUrl}/v23.0/${path}`, {
    method,
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  assert.equal(reply.status, 200)
}

test('the business account and the edges of its number are read as Meta has them', async () => {
  const { phoneNumberId } = gateway
  await atMeta('POST', `${phoneNumberId}/message_qrdls`, { prefilled_message: 'First' })
  await atMeta('POST', `${phoneNumberId}/message_qrdls`, { prefilled_message: 'Second' })
  const account = await get(`${wabaId}?fields=id,ownership_type`)
  assert.deepEqual([account.status, account.body], [200, { id: wabaId, ownership_type: 'SELF_OWNED' }])
  const now = Math.floor(Date.now() / 1000)
  const analytics = encodeURIComponent(`analytics.start(${now - 60}).end(${now + 60}).granularity(DAY)`)
  assert.equal((await get(`${wabaId}?fields=${analytics}`)).body.analytics.granularity, 'DAY')
  assert.equal((await get(`${wabaId}/subscribed_apps`)).body.data.length, 1)
  const codes = (await get(`${phoneNumberId}/message_qrdls`)).body.data
  assert.deepEqual(codes.map((one: { prefilled_message: string }) => one.prefilled_message).sort(), ['First', 'Second'])
  const one = await get(`${phoneNumberId}/message_qrdls/${codes[0].code}`)
  assert.equal(one.body.data[0].code, codes[0].code)
  assert.equal((await get(`${phoneNumberId}/settings`)).body.calling.status, 'DISABLED')
  for (const edge of ['block_users', 'whatsapp_commerce_settings', 'conversational_automation'])
    assert.equal((await get(`${phoneNumberId}/${edge}`)).status, 200, edge)
  assert.equal((await get(`${wabaId}?fields=colour`)).body.error.code, 100)
  assert.equal((await gateway.call('GET', `/graph/${wabaId}`)).body.id, wabaId, 'without a version too')
})

test('the library is read page by page, and the address of the next page leads here', async () => {
  const first = await get('message_template_library?limit=2')
  assert.equal(first.body.data.length, 2)
  const next = new URL(first.body.paging.next)
  assert.equal(next.origin, gateway.url)
  const second = await gateway.call('GET', next.pathname + next.search)
  assert.notEqual(second.body.data[0].name, first.body.data[0].name)
  assert.equal((await gateway.call('GET', '/graph/message_template_library?topic=PAYMENTS')).body.data.length, 1)
})

test('a key is told what stands behind it, and nothing of another key', async () => {
  const own = await get(`debug_token?input_token=${gateway.apiKey}`)
  assert.deepEqual([own.status, own.body.data.is_valid], [200, true])
  assert.ok(!JSON.stringify(own.body).includes(accessToken))
  for (const query of ['?input_token=sk_live_other', `?input_token=${accessToken}`, ''])
    assert.equal((await get(`debug_token${query}`)).body.data.is_valid, false, query)
})

test('another account sees nothing there, and a key sees no more than it may', async () => {
  const other = await gateway.call('POST', '/auth/register', { name: 'Other', email: 'reads@example.com' })
  const stranger: string = other.body.apiKey ?? other.body.data?.apiKey
  assert.equal(typeof stranger, 'string', JSON.stringify(other.body))
  const { phoneNumberId } = gateway
  for (const path of [
    wabaId,
    `${wabaId}/subscribed_apps`,
    `${phoneNumberId}/settings`,
    `${phoneNumberId}/message_qrdls/A`,
  ]) {
    const { status, body } = await get(path, stranger)
    assert.deepEqual([status, body.error.code, body.error.error_subcode], [400, 100, 33], path)
  }
  const { data: numbers } = (await gateway.call('GET', '/v1/numbers')).body
  const make = async (settings: object): Promise<string> =>
    (await gateway.call('POST', '/v1/api-keys', { name: 'a key', ...settings })).body.secret
  const bound = await make({ numberIds: [numbers[0].id] })
  assert.equal((await get(`${phoneNumberId}/settings`, bound)).status, 200)
  for (const path of [wabaId, `${wabaId}/subscribed_apps`, `${wabaId}/template_analytics`])
    assert.equal((await get(path, bound)).status, 403, path)
  const sender = await make({ scopes: ['messages:write'] })
  for (const path of [
    wabaId,
    `${phoneNumberId}/settings`,
    `${phoneNumberId}/block_users`,
    'message_template_library',
    'debug_token',
  ])
    assert.equal((await get(path, sender)).status, 403, path)
})
