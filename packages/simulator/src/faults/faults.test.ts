import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { onTestFinished, test } from 'vitest'
import { asArray, asObject } from '../json.ts'
import { errorOf, startTestSimulator, testNumber, text } from '../testing.ts'

const inbound = (change = {}) => ({
  phoneNumberId: testNumber.phoneNumberId,
  from: '919900112233',
  ...text(),
  ...change,
})

test('latency delays the answer by what is set, and jitter by no more than is set', async () => {
  const { send, control } = await startTestSimulator({ openWindow: true, pairLimit: false })
  const took = async () => {
    const startedAt = performance.now()
    assert.equal((await send(text())).status, 200)
    return performance.now() - startedAt
  }
  await control('PUT', 'faults', { latencyMs: 150 })
  const fixed = await took()
  assert.ok(fixed >= 149, `${fixed} ms`) // timers may fire a fraction of a millisecond early
  await control('PUT', 'faults', { latencyMs: 0, latencyJitterMs: 100 })
  const spread = await Promise.all(Array.from({ length: 20 }, took))
  assert.ok(Math.max(...spread) - Math.min(...spread) > 10, 'they differ')
})

test('5xx at the rate set, in the envelope of Meta, and nothing is accepted', async () => {
  const { send, control } = await startTestSimulator({ openWindow: true })
  await control('PUT', 'faults', { http5xxRate: 1 })
  const [status, code] = errorOf(await send(text()))
  assert.ok(Number(status) >= 500 && [2, 131000].includes(Number(code)), `${status} ${code}`)
  assert.equal((await control('GET', 'messages/count')).body['count'], 0)
})

test('reordered webhooks all come, and not in their order', async () => {
  const { send, control, quiet, statuses } = await startTestSimulator({
    openWindow: true,
    throughputPerSecond: null,
    pairLimit: false,
  })
  await control('PUT', 'faults', { webhooks: { reorder: true } })
  await Promise.all(Array.from({ length: 30 }, () => send(text())))
  await quiet()
  const came = statuses()
  assert.equal(came.length, 90)
  const rank = ['sent', 'delivered', 'read']
  const byMessage = Map.groupBy(came, ({ id }) => id)
  assert.equal(byMessage.size, 30)
  const shuffled = [...byMessage.values()].filter((list) =>
    list.some(
      ({ status }, index) =>
        index > 0 && rank.indexOf(String(status)) < rank.indexOf(String(list[index - 1]?.['status'])),
    ),
  )
  assert.ok(shuffled.length > 0, 'some message heard of its reading before its delivery')
})

test('dropped webhooks never come, and nobody waits for them', async () => {
  const { send, control, quiet, statuses } = await startTestSimulator({ openWindow: true })
  await control('PUT', 'faults', { webhooks: { dropRate: 1 } })
  await send(text())
  await quiet()
  assert.deepEqual(statuses(), [])
  await control('PUT', 'faults', { webhooks: { dropRate: 0 } })
  await control('POST', 'inbound', inbound())
  await quiet()
})

test('delayed webhooks come later by what is set', async () => {
  const { control, quiet, receiver } = await startTestSimulator()
  await control('PUT', 'faults', { webhooks: { delayMs: 150 } })
  const startedAt = performance.now()
  await control('POST', 'inbound', inbound())
  await quiet()
  assert.equal(receiver.received.length, 1)
  assert.ok(performance.now() - startedAt >= 149)
})

test('beyond its limit of waiting webhooks nothing more is accepted, and all that was accepted is told', async () => {
  const gate = { open: false }
  const simulator = await startTestSimulator({ openWindow: true }, () => (gate.open ? 200 : 500), { maxPending: 6 })
  const { send, control, quiet, statuses, url } = simulator
  await send(text())
  await send(text('second'))
  const refused = await fetch(`${url}/v23.0/${testNumber.phoneNumberId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${testNumber.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', to: '+919900112233', ...text() }),
  })
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '1'])
  const written = await control('POST', 'inbound', inbound())
  assert.deepEqual([written.status, typeof written.body['error']], [503, 'string'])
  assert.equal((await control('GET', 'messages/count')).body['count'], 2)
  gate.open = true
  await quiet()
  const told = new Set(statuses().map(({ id, status }) => `${id} ${status}`))
  assert.equal(told.size, 6)
  assert.equal((await send(text())).status, 200)
})

/** The stream of events, as a browser reads it. */
async function listen(url: string) {
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  const reply = await fetch(`${url}/_simulator/events`, { signal: stop.signal })
  assert.equal(reply.headers.get('content-type'), 'text/event-stream')
  const lines: string[] = []
  const events = () =>
    lines.filter((line) => line.startsWith('data: ')).map((line) => asObject(JSON.parse(line.slice(6))))
  const reading = (async () => {
    for await (const chunk of reply.body ?? []) {
      lines.push(...new TextDecoder().decode(chunk as Uint8Array).split('\n\n'))
      if (events().some(({ status }) => status === 'read')) return
    }
  })()
  return { events, reading }
}

test('the live stream tells of what people write, of sends and of their statuses, in order', async () => {
  const { url, send, control } = await startTestSimulator()
  const { events, reading } = await listen(url)
  await control('POST', 'inbound', inbound())
  const { body } = await send(text())
  await reading
  assert.deepEqual(
    events().map(({ kind, status }) => status ?? kind),
    ['inbound', 'send', 'sent', 'delivered', 'read'],
  )
  const [{ id } = {}] = asArray(body['messages']).map(asObject)
  assert.equal(events().at(-1)?.['wamid'], id)
})

test('a reader of the live stream that does not read is let go', async () => {
  const { url, control } = await startTestSimulator({ callbackUrl: undefined })
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  socket.write('GET /_simulator/events HTTP/1.1\r\nhost: localhost\r\n\r\n')
  await once(socket, 'readable')
  for (let round = 0; round < 4; round += 1)
    await control('POST', 'inbound', inbound({ count: 1000, text: { body: 'x'.repeat(10_000) } }))
  socket.resume()
  await once(socket, 'close')
})
