import assert from 'node:assert/strict'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, test } from 'vitest'
import { WhatsAppAPI } from 'whatsapp-api-js'
import { Document, Text } from 'whatsapp-api-js/messages'
import { freshPhone, simulatorControl } from '../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../support/gateway.ts'
import { until } from '../support/processes.ts'

/** Its own host is fixed: the fetch that it is given takes it elsewhere. Nothing else of it is touched. */
function clientOf(token: string, base: string, appSecret: string) {
  const elsewhere: typeof fetch = (input, init) =>
    fetch(String(input).replace('https://graph.facebook.com', base), init)
  return new WhatsAppAPI({ token, appSecret, v: 'v23.0', ponyfill: { fetch: elsewhere } })
}

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null)
})
afterAll(() => gateway?.close())

async function sendsAndUploads(client: WhatsAppAPI, to: string): Promise<string[]> {
  const { phoneNumberId } = gateway
  const text = await client.sendMessage(phoneNumberId, to, new Text('Hello'), undefined, 'mine')
  const form = new FormData()
  form.set('file', new Blob(['%PDF-1.4\n%%EOF\n'], { type: 'application/pdf' }), 'offer.pdf')
  const upload = await client.uploadMedia(phoneNumberId, form)
  assert.ok('id' in upload, JSON.stringify(upload))
  const file = await client.sendMessage(phoneNumberId, to, new Document(upload.id, true, undefined, 'offer.pdf'))
  return [text, file].map((sent) => {
    assert.ok('messages' in sent, JSON.stringify(sent))
    return sent.messages[0]?.id ?? ''
  })
}

test('a second published client runs unchanged against the gateway and against the simulator', async () => {
  const simulator = simulatorControl(gateway.simulatorUrl)
  const { accessToken } = await simulator.number(gateway.phoneNumberId)
  const to = freshPhone()
  const [inbound = ''] = await simulator.inbound({
    phoneNumberId: gateway.phoneNumberId,
    from: to,
    type: 'text',
    text: { body: 'hello' },
  })
  const ours = clientOf(gateway.apiKey, `${gateway.url}/graph`, 'unused')
  const marked = await until('the message', async () => {
    const reply = await ours.markAsRead(gateway.phoneNumberId, inbound)
    return 'success' in reply && reply.success
  })
  assert.equal(marked, true)
  const through = await sendsAndUploads(ours, to)
  const straight = await sendsAndUploads(clientOf(accessToken, gateway.simulatorUrl, 'unused'), to)
  assert.deepEqual((await simulator.sends()).map(({ wamid }) => wamid).sort(), [...through, ...straight].sort())
})

test('its webhook handler takes what endpoints of this dialect get, on two apps from one number', async () => {
  const apps = await Promise.all([startApp('first-app-secret-0123456789'), startApp('second-app-secret-0123456789')])
  try {
    const simulator = simulatorControl(gateway.simulatorUrl)
    const to = freshPhone()
    const client = clientOf(gateway.apiKey, `${gateway.url}/graph`, 'unused')
    await simulator.inbound({
      phoneNumberId: gateway.phoneNumberId,
      from: to,
      type: 'text',
      text: { body: 'hi there' },
    })
    const sent = await client.sendMessage(gateway.phoneNumberId, to, new Text('Hello'), undefined, 'order-7')
    assert.ok('messages' in sent)
    for (const app of apps) {
      await until('the statuses', async () => app.statuses.some((one) => one.endsWith(' read order-7')))
      await until('the message', async () => app.messages.includes(`${to} hi there`))
      const id: string | undefined = sent.messages[0]?.id
      assert.deepEqual(
        app.statuses.filter((one) => one.startsWith(`${id} `)).sort(),
        ['delivered', 'read', 'sent'].map((status) => `${id} ${status} order-7`),
      )
      assert.equal(app.refused, 0)
    }
  } finally {
    for (const app of apps) app.close()
  }
})

test('what fails before Meta takes it is told as Meta tells failures', async () => {
  const app = await startApp('third-app-secret-0123456789')
  const simulator = simulatorControl(gateway.simulatorUrl)
  try {
    await simulator.faults({ errorRate: { 131009: 1 } })
    const { status, body } = await gateway.call('POST', '/v1/messages', {
      to: freshPhone(),
      type: 'text',
      text: { body: 'Hello' },
    })
    assert.equal(status, 202, JSON.stringify(body))
    await until('the failure', async () => app.statuses.some((one) => one.startsWith(`${body.id} failed`)))
    assert.equal(app.refused, 0)
  } finally {
    await simulator.faults({ errorRate: {} })
    app.close()
  }
})

/** A product of Meta's: an endpoint of this dialect, and the client's own handler behind it. */
async function startApp(secret: string) {
  const app = { statuses: [] as string[], messages: [] as string[], refused: 0, close: () => {} }
  const client = clientOf('unused', 'http://127.0.0.1:9', secret)
  client.on.status = ({ id, status, biz_opaque_callback_data: data }) =>
    void app.statuses.push(`${id} ${status} ${data}`)
  client.on.message = ({ from, message }) =>
    void app.messages.push(`${from} ${message.type === 'text' ? message.text.body : message.type}`)
  const server = createServer(async (request, response) => {
    const raw = await textOf(request)
    try {
      await client.post(JSON.parse(raw), raw, String(request.headers['x-hub-signature-256']))
      response.end()
    } catch (error) {
      app.refused += 1
      response.writeHead(typeof error === 'number' ? error : 500).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  app.close = () => void server.close()
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const made = await gateway.call('POST', '/v1/webhook-endpoints', {
    url,
    dialect: 'cloud-api',
    eventTypes: ['whatsapp.webhook', 'message.status.failed'],
    secret,
  })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return app
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}
