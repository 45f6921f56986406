import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway, startGatewayProcess } from '../support/gateway.ts'
import { until } from '../support/processes.ts'
import { simulatorControl } from './simulator-control.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null, { DAWK_SANDBOX_WINDOW: 'strict' })
})
afterAll(() => gateway.close())

/** A free text through each surface that sends one. */
const texts = (to: string) => {
  const { phoneNumberId: source, apiKey } = gateway
  const text = { body: 'Hi Sarah!' }
  const basic = { authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}` }
  return [
    ['/v1/messages', { to, type: 'text', text }],
    ['/send-message', { to, message: text.body }],
    [`/graph/v23.0/${source}/messages`, { messaging_product: 'whatsapp', to, type: 'text', text }],
    ['/api/v1/messages/text', { to, message: text.body }],
    ['/rest/wab/v1/messages', { destination: `+${to}`, type: 'text', text, source }, basic],
  ] as [string, object, Record<string, string>?][]
}

/** What became of the message: the first answer, or the state a moment later where the surface takes it first. */
async function outcomeOf([path, body, headers]: [string, object, Record<string, string>?]): Promise<string> {
  const { status, body: answers } = await gateway.call('POST', path, body, headers)
  if (status >= 400) return JSON.stringify(answers)
  const [answer] = [answers].flat()
  const id = answer.id ?? answer.data?.id ?? answer.messages?.[0]?.id ?? answer.messageId
  const message = await until('the message', async () => {
    const { body: found } = await gateway.call('GET', `/v1/messages/${encodeURIComponent(id)}`)
    return ['sent', 'delivered', 'read', 'failed'].includes(found.status) && found
  })
  return message.status === 'failed' ? JSON.stringify(message.error) : 'sent'
}

test('the sandbox begins with a template, and takes free text once the person has answered', async () => {
  const to = '14155552671'
  for (const asked of texts(to)) assert.match(await outcomeOf(asked), /131047|window|24.hour|re-?engage/i, asked[0])
  const template = { to, template: { name: 'hello_world', language: 'en_US' } }
  assert.equal(await outcomeOf(['/send-message', template]), 'sent')
  await simulatorControl(gateway.simulatorUrl).inbound({
    phoneNumberId: gateway.phoneNumberId,
    from: to,
    type: 'text',
    text: { body: 'Yes?' },
  })
  await until('the answer', async () => {
    const { body } = await gateway.call('GET', '/v1/conversations?limit=1')
    return body.data[0]?.lastMessage?.direction === 'inbound' || body.data[0]?.unread > 0
  })
  for (const asked of texts(to)) assert.equal(await outcomeOf(asked), 'sent', asked[0])
})

test('whoever wrote before a restart may still be answered: the simulator is told of them', async (t) => {
  const process = await startGatewayProcess(t, { DAWK_SANDBOX_WINDOW: 'strict' })
  const to = '14155552672'
  const message = { phoneNumberId: process.phoneNumberId, from: to, type: 'text', text: { body: 'Hello?' } }
  await simulatorControl(process.simulatorUrl).inbound(message)
  await until('it came in', async () => (await process.call('GET', '/v1/conversations?limit=1')).body.data.length === 1)
  await process.process().stop('SIGTERM')
  await process.restart()
  const { body } = await process.call('POST', '/send-message', { to, message: 'Yes.' })
  const sent = await until('it is told', async () => {
    const { body: found } = await process.call('GET', `/v1/messages/${body.data.id}`)
    return ['sent', 'delivered', 'read', 'failed'].includes(found.status) && found
  })
  assert.notEqual(sent.status, 'failed', JSON.stringify(sent.error))
})
