import assert from 'node:assert/strict'
import { WhatsAppClient } from '@kapso/whatsapp-cloud-api'
import { test } from 'vitest'
import { freshPhone, simulatorControl } from '../flow/simulator-control.ts'
import { startGateway } from '../support/gateway.ts'

test('a published Cloud API client sends through the gateway unchanged', async (t) => {
  const gateway = await startGateway(t)
  const { phoneNumberId } = gateway
  const simulator = simulatorControl(gateway.simulatorUrl)
  const client = new WhatsAppClient({ accessToken: gateway.apiKey, baseUrl: `${gateway.url}/graph` })
  const to = `+${freshPhone()}`
  const [inbound = ''] = await simulator.inbound({ phoneNumberId, from: to, type: 'text', text: { body: 'hello' } })

  const text = await client.messages.sendText({ phoneNumberId, to, body: 'Hello from Kapso' })
  const template = await client.messages.sendTemplate({
    phoneNumberId,
    to,
    template: { name: 'hello_world', language: { code: 'en_US' } },
  })
  const marked = await client.messages.markRead({ phoneNumberId, messageId: inbound })

  assert.deepEqual(
    (await simulator.sends()).map(({ wamid, type }) => [wamid, type]),
    [
      [text.messages[0]?.id, 'text'],
      [template.messages[0]?.id, 'template'],
    ],
  )
  assert.equal(text.messagingProduct, 'whatsapp')
  assert.equal(`+${text.contacts[0]?.waId}`, to)
  assert.equal(marked.success, true)
  await assert.rejects(
    client.messages.sendTemplate({ phoneNumberId, to, template: { name: 'nobody', language: { code: 'en_US' } } }),
    /132001|does not exist/,
  )
})
