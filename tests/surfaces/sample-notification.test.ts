import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../support/gateway.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null)
})
afterAll(() => gateway.close())

/** As the test button of Meta's dashboard sends it, signed by the app of an account. */
const sample = (change: object = {}) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '0',
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '16505551111', phone_number_id: '123456123' },
            contacts: [{ profile: { name: 'test user name' }, wa_id: '16315551181' }],
            messages: [
              { from: '16315551181', id: 'ABGGFlA5Fpa', timestamp: '1504902988', type: 'text', text: { body: 'x' } },
            ],
            ...change,
          },
        },
      ],
    },
  ],
})

function post(payload: object, signed = true) {
  const body = JSON.stringify(payload)
  const signature = `sha256=${createHmac('sha256', 'the-secret-of-an-own-app').update(body).digest('hex')}`
  return fetch(`${gateway.url}/webhooks/whatsapp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(signed && { 'x-hub-signature-256': signature }) },
    body,
  })
}

test("the test button of Meta's dashboard is answered 200 for an account's own app, and nothing is stored", async () => {
  const reply = await post(sample())
  assert.deepEqual([reply.status, await reply.text()], [200, 'EVENT_RECEIVED'])
  const { body } = await gateway.call('GET', '/v1/contacts?limit=10')
  assert.ok(!JSON.stringify(body).includes('16315551181'))
})

test('what names any other number is refused without its signature, and the sample without any', async () => {
  const metadata = { display_phone_number: '1', phone_number_id: gateway.phoneNumberId }
  assert.equal((await post(sample({ metadata }))).status, 401)
  assert.equal((await post(sample(), false)).status, 401)
})
