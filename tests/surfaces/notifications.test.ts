import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { simulatorControl } from '../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../support/gateway.ts'
import { until } from '../support/processes.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null, { DAWK_TRUST_PROXY: '127.0.0.1/32' })
})
afterAll(() => gateway.close())

function textFor(phoneNumberId: string, wamid: string, body: string): string {
  const message = { from: '14155550155', id: wamid, timestamp: '1796000000', type: 'text', text: { body } }
  const metadata = { phone_number_id: phoneNumberId, display_phone_number: '1' }
  const value = { messaging_product: 'whatsapp', metadata, messages: [message] }
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  })
}

const notify = (raw: string, secret: string, from = '192.0.2.1') =>
  gateway.call('POST', '/webhooks/whatsapp', raw, {
    authorization: '',
    'x-forwarded-for': from,
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`,
  })

const secretOf = async (phoneNumberId: string) =>
  (await simulatorControl(gateway.simulatorUrl).number(phoneNumberId)).appSecret

test('one wamid in two accounts is a message of each, and neither shows the other’s', async () => {
  const { body } = await gateway.call('POST', '/auth/register', { name: 'Other', email: 'wamids@example.com' })
  const other = { authorization: `Bearer ${body.data.apiKey}` }
  const theirs = (await gateway.call('GET', '/v1/numbers', undefined, other)).body.data[0].phoneNumberId
  const secret = await until('their number at the simulator', () => secretOf(theirs).catch(() => null))
  const wamid = 'wamid.one-for-two'
  assert.equal(
    (await notify(textFor(gateway.phoneNumberId, wamid, 'to one'), await secretOf(gateway.phoneNumberId))).status,
    200,
  )
  assert.equal((await notify(textFor(theirs, wamid, 'to the other'), secret)).status, 200)
  for (const [headers, words] of [
    [{}, 'to one'],
    [other, 'to the other'],
  ] as const) {
    const found = await gateway.call('GET', `/v1/messages/${wamid}`, undefined, headers)
    assert.deepEqual([found.status, found.body.content.text.body], [200, words])
  }
})

test('an address that forges is refused before its bytes are read, and stops nobody else', async () => {
  const raw = textFor(gateway.phoneNumberId, 'wamid.forged', 'forged')
  const statuses = new Map<number, number>()
  for (
    let sent = 0;
    sent < 1300 && !statuses.has(429);
    sent += 50 // more than two minutes of the clock allow
  )
    for (const { status } of await Promise.all(Array.from({ length: 50 }, () => notify(raw, 'a guess', '192.0.2.66'))))
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
  assert.deepEqual([...statuses.keys()].sort(), [401, 429])
  const huge = await notify('['.repeat(4_000_000), 'a guess', '192.0.2.66')
  assert.deepEqual([huge.status, Number(huge.headers.get('retry-after')) > 0], [429, true])
  const good = textFor(gateway.phoneNumberId, 'wamid.of-meta', 'of Meta')
  assert.equal((await notify(good, await secretOf(gateway.phoneNumberId), '192.0.2.67')).status, 200)
})
