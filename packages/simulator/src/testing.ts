import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { asArray, asObject, type Json } from './json.ts'
import { startSimulator } from './simulator.ts'

interface Received {
  raw: Buffer
  headers: IncomingHttpHeaders
  /** The only `value` of the payload. */
  value: Json
  answered: number
}

/** A subscriber's endpoint: keeps what it got, answers what `answer` says, and passes Meta's handshake. */
async function startReceiver(answer: (nth: number) => number) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const query = new URL(request.url ?? '/', 'http://x').searchParams
    if (request.method === 'GET')
      return response.writeHead(query.get('hub.verify_token') === 'good' ? 200 : 403).end(query.get('hub.challenge'))
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const raw = Buffer.concat(chunks)
    const change = asObject(asArray(asObject(asArray(JSON.parse(raw.toString()).entry)[0])['changes'])[0])
    const answered = answer(received.length)
    received.push({ raw, headers: request.headers, value: asObject(change['value']), answered })
    return response.writeHead(answered).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
  })
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` }
}

export const testNumber = {
  phoneNumberId: '106540352242922',
  wabaId: '102290129340398',
  displayPhoneNumber: '+1 555 000 1111',
  verifiedName: 'Test shop',
  accessToken: 'token-1',
  appSecret: 'secret-1',
}

/** A simulator with one number, a receiver subscribed to it, and statuses that come within milliseconds. */
export async function startTestSimulator(
  number: Json = {},
  answer: (nth: number) => number = () => 200,
  options: { maxPending?: number } = {},
) {
  const simulator = await startSimulator({ port: 0, ...options })
  onTestFinished(() => simulator.close())
  const receiver = await startReceiver(answer)
  const call = async (method: string, path: string, body?: unknown, token = testNumber.accessToken) => {
    const reply = await fetch(simulator.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: reply.status, body: asObject(await reply.json()) }
  }
  const control = (method: string, path: string, body?: unknown) => call(method, `/_simulator/${path}`, body)
  await control('PUT', 'numbers', { numbers: [{ ...testNumber, callbackUrl: receiver.url, ...number }] })
  await control('PUT', 'faults', { statusDelaysMs: { sent: 5, delivered: 15, read: 30 }, retryBaseMs: 20 })
  const send = (message: Json, token?: string) =>
    call(
      'POST',
      `/v23.0/${testNumber.phoneNumberId}/messages`,
      { messaging_product: 'whatsapp', to: '+919900112233', ...message },
      token,
    )
  const quiet = async () => {
    while ((await control('GET', 'webhooks/pending')).body['pending'] !== 0) await sleep(5)
  }
  const statuses = () => receiver.received.flatMap(({ value }) => asArray(value['statuses']).map(asObject))
  return { url: simulator.url, receiver, call, control, send, quiet, statuses }
}

export const text = (body = 'hello'): Json => ({ type: 'text', text: { body } })

export const errorOf = (reply: { status: number; body: Json }) => {
  const error = asObject(reply.body['error'])
  return [reply.status, error['code'], asObject(error['error_data'])['details'] ?? error['message']]
}
