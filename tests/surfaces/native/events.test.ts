import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { simulatorControl } from '../../flow/simulator-control.ts'
import { assertEventData } from '../../support/documented-events.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
beforeAll(async () => {
  gateway = await startGateway(null)
  call = await checked(gateway)
})
afterAll(() => gateway.close())

interface EventView {
  id: string
  type: string
  timestamp: string
  data: { messageId: string }
}

async function page(query: string, cursor: string | null) {
  const rest = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
  const reply = await call('GET', `/v1/events?${query}${rest}`)
  assert.equal(reply.status, 200, JSON.stringify(reply.body))
  return reply.body as { data: EventView[]; nextCursor: string; hasMore: boolean }
}

test('a client that goes on from its last cursor gets every event once, while they are being recorded', async () => {
  const sent: string[] = []
  const sending = Promise.all(
    Array.from({ length: 10 }, async (_, worker) => {
      for (let n = 0; n < 6; n++) {
        const message = { to: `1415555${2000 + worker}`, type: 'text', text: { body: `${n}` } }
        sent.push((await call('POST', '/v1/messages', message)).body.id)
      }
    }),
  )
  const seen: EventView[] = []
  let cursor: string | null = null
  const isRead = (id: string) => seen.some(({ type, data }) => type === 'message.status.read' && data.messageId === id)
  await until('every message to be read', async () => {
    const next: { data: EventView[]; nextCursor: string } = await page('limit=7&type=message.*', cursor)
    seen.push(...next.data)
    cursor = next.nextCursor
    return sent.length === 60 && sent.every(isRead)
  })
  await sending
  const whole: EventView[] = []
  let from: string | null = null
  do {
    const next: { data: EventView[]; nextCursor: string } = await page('limit=100&type=message.*', from)
    whole.push(...next.data)
    from = next.data.length > 0 ? next.nextCursor : null
  } while (from !== null)
  assert.deepEqual(seen, whole)
  assert.equal(new Set(seen.map(({ id }) => id)).size, seen.length)
})

test('events are chosen by type, pattern and time', async () => {
  const types = async (query: string) => new Set((await page(query, null)).data.map(({ type }) => type))
  assert.deepEqual([...(await types('limit=100&type=message.status.read'))], ['message.status.read'])
  assert.deepEqual([...(await types('limit=100&type=message.status.read,message.status.sent'))].sort(), [
    'message.status.read',
    'message.status.sent',
  ])
  assert.deepEqual([...(await types('type=endpoint.*'))], [])
  const later = encodeURIComponent(new Date(Date.now() + 60_000).toISOString())
  assert.equal((await page(`recordedFrom=${later}`, null)).data.length, 0)
  assert.ok((await page(`recordedTo=${later}`, null)).data.length > 0)
  for (const query of ['type=Message', 'type=', 'recordedFrom=now', 'cursor=abc'])
    assert.equal((await call('GET', `/v1/events?${query}`)).status, 400, query)
})

test('the data of each type is as documented', async () => {
  const reaction = { phoneNumberId: gateway.phoneNumberId, from: '4915112345678', type: 'text', text: { body: 'Hi' } }
  await simulatorControl(gateway.simulatorUrl).inbound(reaction)
  const received = await until('the message', async () => (await page('type=message.received', null)).data[0])
  assertEventData(received)
  const later = {
    to: '14155552671',
    type: 'text',
    text: { body: 'later' },
    sendAt: new Date(Date.now() + 3600_000).toISOString(),
  }
  const { body } = await call('POST', '/v1/messages', later)
  await call('POST', `/v1/messages/${body.id}/cancel`)
  const canceled = await until('the event', async () => (await page('type=message.status.canceled', null)).data[0])
  for (const event of [canceled, ...(await page('limit=100&type=message.status.*', null)).data]) assertEventData(event)
})

test('another account sees none of them', async () => {
  const [event] = (await page('limit=1', null)).data
  assert.ok(event)
  const registered = await call('POST', '/auth/register', { name: 'Other', email: 'other@example.com' })
  const headers = { authorization: `Bearer ${registered.body.data.apiKey}` }
  assert.deepEqual((await call('GET', '/v1/events', undefined, headers)).body.data, [])
  assert.equal((await call('GET', `/v1/events/${event.id}`, undefined, headers)).status, 404)
  assert.equal((await call('GET', '/v1/events/nonsense')).status, 404)
})
