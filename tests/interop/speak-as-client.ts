import assert from 'node:assert/strict'
import type { WhatsAppClient } from '@kapso/whatsapp-cloud-api'
import { freshPhone, type simulatorControl } from '../flow/simulator-control.ts'

/** A text, a template, a read receipt and a refusal, as users of the client write them, and what Meta got of it. */
export async function speakAsClient(
  client: WhatsAppClient,
  phoneNumberId: string,
  simulator: ReturnType<typeof simulatorControl>,
): Promise<void> {
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
}
