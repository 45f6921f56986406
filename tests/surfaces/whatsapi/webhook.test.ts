import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null)
})
afterAll(() => gateway.close())

interface StatusUpdate {
  event: string
  timestamp: string
  data: { messageId: string; status: string; to: string; metadata: unknown; errorMessage: string | null }
}

async function startReceiver(t: { onTestFinished(fn: () => void): void }) {
  const received: StatusUpdate[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    received.push(JSON.parse(Buffer.concat(chunks).toString()))
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.onTestFinished(() => void server.close())
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` }
}

test('each status of a message arrives in the shape of the seed', async (t) => {
  const { received, url } = await startReceiver(t)
  const saved = await gateway.call('PUT', '/auth/me/webhook', { url })
  assert.deepEqual([saved.status, saved.body.data.webhookUrl], [200, url])
  assert.match(saved.body.data.signingSecret, /^whsec_/)
  assert.equal((await gateway.call('GET', '/auth/me')).body.data.webhookUrl, url)
  const sent = await gateway.call('POST', '/send-message', { to: '14155552671', message: 'Hi', metadata: { a: 1 } })
  const { id } = sent.body.data
  await until('three statuses', async () => new Set(received.map(({ data }) => data.status)).size === 3)
  for (const { event, data } of received) {
    assert.equal(event, 'message.status_updated')
    assert.deepEqual([data.messageId, data.to, data.metadata, data.errorMessage], [id, '14155552671', { a: 1 }, null])
    const names = ['deliveredAt', 'errorMessage', 'failedAt', 'messageId', 'metadata', 'readAt', 'status', 'to']
    assert.deepEqual(Object.keys(data).sort(), names)
  }
  assert.equal((await gateway.call('DELETE', '/auth/me/webhook')).status, 200)
  assert.equal((await gateway.call('GET', '/auth/me')).body.data.webhookUrl, null)
})

test.each(['', 'not a url', 'ftp://example.com/', 'http://user:pass@example.com/', 'http://169.254.169.254/latest'])(
  '%j is no address that we would call',
  async (url) => {
    const { status, body } = await gateway.call('PUT', '/auth/me/webhook', { url })
    assert.deepEqual([status, body.details[0].field], [400, 'url'])
  },
)

test('the handshake needs the token', async () => {
  const query = 'hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1158201444'
  assert.equal((await fetch(`${gateway.url}/webhooks/whatsapp?${query}`)).status, 403)
})

test.each([undefined, '', 'sha256=', `sha256=${'0'.repeat(64)}`])(
  'a notification signed %j is refused',
  async (signature) => {
    const value = { messaging_product: 'whatsapp', metadata: { phone_number_id: gateway.phoneNumberId } }
    const reply = await fetch(`${gateway.url}/webhooks/whatsapp`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(signature !== undefined && { 'x-hub-signature-256': signature }),
      },
      body: JSON.stringify({
        object: 'whatsapp_business_account',
        entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
      }),
    })
    assert.equal(reply.status, 401)
  },
)
