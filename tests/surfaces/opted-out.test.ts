import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import sendText from '../../packages/http/src/surfaces/mobile-gateway/fixtures/send-text.json' with { type: 'json' }
import wonestop from '../../packages/http/src/surfaces/wonestop/fixtures/send-message.json' with { type: 'json' }
import { freshPhone } from '../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../support/gateway.ts'
import { until } from '../support/processes.ts'

let gateway: RunningGateway
let to: string
let templateId: string
beforeAll(async () => {
  gateway = await startGateway(null)
  const listed = await until('the templates', async () => {
    const { body } = await gateway.call('GET', '/api/v1/templates')
    return body.data.length > 0 && (body.data as { id: string; name: string }[])
  })
  templateId = listed.find(({ name }) => name === 'hello_world')?.id ?? ''
  to = freshPhone()
  const items = [{ phone: to, purpose: 'utility', state: 'opted_out' }]
  assert.equal((await gateway.call('POST', '/v1/consents/bulk', { items })).body.items[0].outcome, 'changed')
})
afterAll(() => gateway.close())

const template = { name: 'hello_world', language: { code: 'en_US' } }
const words = /The person has said stop to messages of this purpose\. Since 2\d{3}-.*\(api\)\./

test('whatsapi', async () => {
  const { status, body } = await gateway.call('POST', '/send-message', { to, template })
  assert.deepEqual([status, body.success], [403, false])
  assert.match(body.error, words)
})

test('waba-portal', async () => {
  const message = { to, templateName: 'hello_world', language: 'en_US' }
  const { status, body } = await gateway.call('POST', '/api/v1/messages/template', message)
  assert.equal(status, 403)
  assert.match(body.error, words)
})

test('wonestop', async () => {
  const asked = {
    ...wonestop.request,
    phone_number_id: gateway.phoneNumberId,
    template_id: templateId,
    phone_number: to,
  }
  const { status, body } = await gateway.call('POST', '/api/whatsapp/v1/send-message', {
    ...asked,
    variables: undefined,
  })
  assert.deepEqual([status, body.success, body.code], [403, false, 131050], JSON.stringify(body))
  assert.match(body.error, words)
})

test('mobile-gateway', async () => {
  const authorization = `Basic ${Buffer.from(`${gateway.apiKey}:`).toString('base64')}`
  const message = {
    ...sendText.request,
    source: gateway.phoneNumberId,
    destination: `+${to}`,
    type: 'template',
    template,
  }
  const { status, body } = await gateway.call('POST', '/rest/wab/v1/messages', message, { authorization })
  assert.deepEqual([status, body.message], [400, 'WhatsApp Cloud API error'], JSON.stringify(body))
  assert.match(body.error, /^\(#131050\) The person has said stop/)
})

test("cloud-api, in Meta's own code", async () => {
  const message = { messaging_product: 'whatsapp', to, type: 'template', template }
  const { status, body } = await gateway.call('POST', `/graph/v23.0/${gateway.phoneNumberId}/messages`, message)
  assert.deepEqual(
    [status, body.error.code, body.error.message],
    [400, 131050, '(#131050) User has stopped marketing messages'],
  )
  assert.match(body.error.error_data.details, words)
})

test('native', async () => {
  const { status, body } = await gateway.call('POST', '/v1/messages', { to, type: 'template', template })
  assert.deepEqual(
    [status, body.code, body.reason, body.evidence.kind],
    [422, 'not_sendable', 'opted_out', 'consent_event'],
  )
})
