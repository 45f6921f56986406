import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished, test } from 'vitest'
import { asArray, asObject } from '../json.ts'
import { startTestSimulator, testNumber, text } from '../testing.ts'
import { connections } from './delivery.ts'

/** A subscriber that answers nothing until it is let go, and knows how many wait for it. */
async function startGate() {
  const waiting: ServerResponse[] = []
  const bodies: string[] = []
  const times: number[] = []
  let answer: number | null = null
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    bodies.push(body)
    times.push(performance.now())
    if (answer === null) waiting.push(response)
    else response.writeHead(answer).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    bodies,
    times,
    waiting: () => waiting.length,
    open(status: number): void {
      answer = status
      for (const response of waiting.splice(0)) response.writeHead(status).end()
    },
  }
}

const statusesIn = (body: string) =>
  asArray(JSON.parse(body).entry)
    .flatMap((entry) => asArray(asObject(entry)['changes']))
    .flatMap((change) => asArray(asObject(asObject(change)['value'])['statuses']))

const free = { openWindow: true, throughputPerSecond: null, pairLimit: false }

test('a slow subscriber is told over many connections at once, and what waits meanwhile is joined', async () => {
  const gate = await startGate()
  const { send, control, quiet } = await startTestSimulator({ ...free, callbackUrl: gate.url })
  await control('PUT', 'faults', { statuses: 'sent_only', statusDelaysMs: { sent: 0, delivered: 0, read: 0 } })
  const count = connections * 3
  await Promise.all(Array.from({ length: count }, () => send(text())))
  while (gate.waiting() < connections) await sleep(5)
  await sleep(50)
  assert.equal(gate.waiting(), connections, 'no more are under way at once')
  assert.equal(gate.bodies.flatMap(statusesIn).length, connections, 'while it keeps up each goes alone')
  gate.open(200)
  await quiet()
  const told = gate.bodies.flatMap(statusesIn).map((status) => asObject(status)['id'])
  assert.equal(told.length, count)
  assert.equal(new Set(told).size, count, 'each once')
  assert.ok(gate.bodies.length < count, `${gate.bodies.length} POSTs for ${count} statuses`)
})

test('a webhook that is not answered with 200 comes again after pauses that double', async () => {
  const gate = await startGate()
  gate.open(500)
  const { control } = await startTestSimulator({ callbackUrl: gate.url })
  await control('PUT', 'faults', { retryBaseMs: 60 })
  await control('POST', 'inbound', { phoneNumberId: testNumber.phoneNumberId, from: '919900112233', ...text() })
  while (gate.times.length < 5) await sleep(5)
  const pauses = gate.times.slice(1, 5).map((at, index) => at - (gate.times[index] ?? 0))
  for (const [index, pause] of pauses.entries())
    assert.ok(pause >= 60 * 2 ** index - 2, `pause ${index + 1} is ${pause} ms`)
  assert.deepEqual(new Set(gate.bodies).size, 1, 'the same bytes each time')
})

test('what a reset forgets no longer counts as waiting', async () => {
  const gate = await startGate()
  const { send, control } = await startTestSimulator({ ...free, callbackUrl: gate.url })
  await control('PUT', 'faults', { statuses: 'sent_only', statusDelaysMs: { sent: 0, delivered: 0, read: 0 } })
  await send(text())
  while (gate.waiting() === 0) await sleep(5)
  const pending = async () => (await control('GET', 'webhooks/pending')).body['pending']
  assert.equal(await pending(), 1)
  await control('POST', 'reset')
  assert.equal(await pending(), 0)
  gate.open(200)
  await sleep(30)
  assert.equal(await pending(), 0)
})
