import assert from 'node:assert/strict'
import { openDatabase } from '@dawk/core/platform/database/open-database.ts'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type GatewayProcess, startGatewayProcess } from '../support/gateway.ts'
import { until } from '../support/processes.ts'
import { startReceiver } from './receiver.ts'
import { freshPhone, simulatorControl } from './simulator-control.ts'

interface MessageView {
  id: string
  to: string
  body: string | null
  status: string
  sentAt: string | null
  deliveredAt: string | null
  readAt: string | null
  failedAt: string | null
  errorMessage: string | null
  metadata: unknown
  timeline: { status: string; at: string }[]
}

const progress = ['scheduled', 'queued', 'processing', 'retrying', 'sent', 'delivered', 'read']

async function send(gateway: GatewayProcess, body: object, headers: Record<string, string> = {}): Promise<string> {
  const reply = await gateway.call('POST', '/send-message', body, headers)
  assert.equal(reply.status, 202, JSON.stringify(reply.body))
  return reply.body.data.id
}

async function read(gateway: GatewayProcess, id: string): Promise<MessageView> {
  const reply = await gateway.call('GET', `/messages/${id}`)
  assert.equal(reply.status, 200, JSON.stringify(reply.body))
  return reply.body.data
}

const reached = (gateway: GatewayProcess, id: string, status: string) =>
  until(`${id} ${status}`, async () => {
    const message = await read(gateway, id)
    return message.status === status && message
  })

const statusesOf = ({ timeline }: MessageView) => timeline.map(({ status }) => status)

describe('the newcomer', () => {
  let gateway: GatewayProcess
  beforeAll(async () => {
    const env = { DAWK_WEBHOOK_RETRY_SECONDS: '0,0.3,0.3,0.5,0.5,1,1,1,1,1,1,1' }
    gateway = await startGatewayProcess(null, env, { fromNothing: true })
  })
  afterAll(() => gateway.close())

  test('a text arrives once, every status comes back, and the receiver gets them signed', async (t) => {
    const simulator = simulatorControl(gateway.simulatorUrl)
    const receiver = await startReceiver(t)
    const saved = await gateway.call('PUT', '/auth/me/webhook', { url: receiver.url })
    assert.equal(saved.status, 200)
    assert.equal(saved.body.data.webhookUrl, receiver.url)

    const to = freshPhone()
    const id = await send(gateway, { to, message: 'Hi Sarah!', metadata: { orderId: '1234' } })
    const message = await reached(gateway, id, 'read')
    assert.deepEqual(statusesOf(message), ['queued', 'sent', 'delivered', 'read'])
    assert.deepEqual([message.to, message.body, message.metadata], [to, 'Hi Sarah!', { orderId: '1234' }])
    assert.ok(message.sentAt && message.deliveredAt && message.readAt)
    assert.deepEqual([message.failedAt, message.errorMessage], [null, null])
    const sends = await simulator.sendsOf(id)
    assert.deepEqual(
      sends.map(({ to, type }) => [to, type]),
      [[to, 'text']],
    )

    await until('three webhooks', async () => receiver.of(id).length >= 3)
    const webhooks = receiver.of(id)
    assert.deepEqual(webhooks.map(({ body }) => body.data.status).toSorted(), ['delivered', 'read', 'sent'])
    assert.equal(new Set(webhooks.map(({ headers }) => headers['webhook-id'])).size, 3)
    const verifier = new Webhook(saved.body.data.signingSecret)
    for (const { raw, headers, body } of webhooks) {
      verifier.verify(raw, headers)
      assert.throws(() => verifier.verify(`${raw} `, headers))
      assert.deepEqual(Object.keys(body), ['event', 'timestamp', 'data'])
      assert.equal(body.event, 'message.status_updated')
      assert.ok(!Number.isNaN(Date.parse(body.timestamp)))
      assert.deepEqual(Object.keys(body.data).toSorted(), [
        'deliveredAt',
        'errorMessage',
        'failedAt',
        'messageId',
        'metadata',
        'readAt',
        'status',
        'to',
      ])
      assert.deepEqual([body.data.to, body.data.metadata, body.data.failedAt], [to, { orderId: '1234' }, null])
    }
    const delivered = webhooks.find(({ body }) => body.data.status === 'delivered')
    assert.ok(delivered?.body.data.deliveredAt)
  })

  test('a receiver that is down for a while then gets everything, once', async (t) => {
    const receiver = await startReceiver(t)
    await gateway.call('PUT', '/auth/me/webhook', { url: receiver.url })
    await receiver.goDown()
    const ids = await Promise.all(
      Array.from({ length: 5 }, (_, index) => send(gateway, { to: freshPhone(), message: `down ${index}` })),
    )
    for (const id of ids) await reached(gateway, id, 'read')
    assert.equal(receiver.received.length, 0)
    await receiver.comeBack()
    // a `delivered` that Meta reports after `read` moves nothing, and is not told
    const told = (id: string) => receiver.of(id).map(({ body }) => body.data.status)
    await until('all webhooks', async () =>
      ids.every((id) => ['read', 'sent'].every((status) => told(id).includes(status))),
    )
    for (const id of ids) assert.equal(new Set(told(id)).size, told(id).length, 'each once')
  })

  test('a webhook that was removed gets nothing more', async (t) => {
    const receiver = await startReceiver(t)
    await gateway.call('PUT', '/auth/me/webhook', { url: receiver.url })
    assert.equal((await gateway.call('DELETE', '/auth/me/webhook')).status, 200)
    const id = await send(gateway, { to: freshPhone(), message: 'to nobody' })
    await reached(gateway, id, 'read')
    assert.equal(receiver.received.length, 0)
  })

  test('a template arrives rendered from its name', async () => {
    const simulator = simulatorControl(gateway.simulatorUrl)
    const id = await send(gateway, { to: freshPhone(), template: { name: 'hello_world', language: 'en_US' } })
    const message = await reached(gateway, id, 'read')
    assert.deepEqual(statusesOf(message), ['queued', 'sent', 'delivered', 'read'])
    assert.deepEqual(
      (await simulator.sendsOf(id)).map(({ type }) => type),
      ['template'],
    )
  })

  test('a template that Meta does not know is refused with the reason', async () => {
    await until('its templates are read: before that Meta decides', async () => {
      const { body } = await gateway.call('GET', '/v1/templates')
      return body.data.length > 0
    })
    const template = { name: 'no_such_template', language: 'en_US' }
    const { status, body } = await gateway.call('POST', '/send-message', { to: freshPhone(), template })
    assert.equal(status, 400)
    assert.match(JSON.stringify(body), /no template no_such_template in en_US/)
  })

  test('a scheduled message leaves at its time and not before', async () => {
    const simulator = simulatorControl(gateway.simulatorUrl)
    const sendAt = new Date(Date.now() + 2500).toISOString()
    const reply = await gateway.call('POST', '/send-message', { to: freshPhone(), message: 'later', sendAt })
    assert.equal(reply.status, 202)
    assert.deepEqual(
      [reply.body.data.status, Date.parse(reply.body.data.scheduledFor)],
      ['scheduled', Date.parse(sendAt)],
    )
    const message = await reached(gateway, reply.body.data.id, 'read')
    assert.equal(message.timeline[0]?.status, 'scheduled')
    const [sent, ...others] = (await simulator.sendsOf(reply.body.data.id)) as { at: number }[] & object[]
    assert.equal(others.length, 0)
    assert.ok(sent && sent.at >= Date.parse(sendAt), 'not before its time')
    assert.ok(sent.at < Date.parse(sendAt) + 5000, 'soon after its time')
  })

  test('a dry run never reaches WhatsApp', async () => {
    const simulator = simulatorControl(gateway.simulatorUrl)
    const id = await send(gateway, { to: freshPhone(), message: 'dry', dry_run: true })
    await until('it is over', async () => !['queued', 'processing'].includes((await read(gateway, id)).status))
    assert.equal((await simulator.sendsOf(id)).length, 0)
  })

  test('repeating an idempotency key answers the first message and sends nothing; another body is refused', async () => {
    const simulator = simulatorControl(gateway.simulatorUrl)
    const body = { to: freshPhone(), message: 'once' }
    const headers = { 'idempotency-key': `once-${body.to}` }
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => gateway.call('POST', '/send-message', body, headers)),
    )
    const later = await gateway.call('POST', '/send-message', body, headers)
    const ids = new Set([...replies, later].map((reply) => reply.body.data.id))
    assert.equal(ids.size, 1)
    assert.equal(later.headers.get('idempotency-replayed'), 'true')
    assert.equal(replies.filter((reply) => reply.headers.get('idempotency-replayed') === null).length, 1)
    const other = await gateway.call('POST', '/send-message', { ...body, message: 'twice' }, headers)
    assert.equal(other.status, 409)
    const [id = ''] = ids
    await reached(gateway, id, 'read')
    assert.equal((await simulator.sendsOf(id)).length, 1)
  })

  test('messages to one person arrive in the order accepted', async () => {
    const simulator = simulatorControl(gateway.simulatorUrl)
    const to = freshPhone()
    const ids: string[] = []
    for (let index = 0; index < 12; index += 1) ids.push(await send(gateway, { to, message: `line ${index}` }))
    for (const id of ids) await reached(gateway, id, 'read')
    const arrived = (await simulator.sends()).filter((one) => one.to === to)
    assert.deepEqual(
      arrived.map((one) => one.biz_opaque_callback_data),
      ids,
    )
  })

  test('what people write is stored whatever its type, and becomes an event', async () => {
    const simulator = simulatorControl(gateway.simulatorUrl)
    const known: [string, unknown][] = [
      ['text', { body: 'hello' }],
      ['image', { caption: 'look' }],
      ['video', {}],
      ['audio', {}],
      ['document', { filename: 'a.pdf' }],
      ['sticker', {}],
      ['location', { latitude: 12.97, longitude: 77.59, name: 'Bengaluru' }],
      ['contacts', [{ name: { formatted_name: 'Asha' }, phones: [{ phone: '+15550001111' }] }]],
      ['interactive', { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } }],
      ['interactive', { type: 'list_reply', list_reply: { id: 'one', title: 'One', description: 'first' } }],
      ['interactive', { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"a":1}' } }],
      ['button', { text: 'Stop', payload: 'stop' }],
      ['reaction', { message_id: 'wamid.HBgLMTU1NTAwMDExMTE=', emoji: '\u{1f44d}' }],
      ['order', { catalog_id: '1', product_items: [{ product_retailer_id: 'p', quantity: '1' }], text: '' }],
      ['system', { body: 'changed number', type: 'user_changed_number', wa_id: '15550001112' }],
      ['unsupported', undefined],
      ['hologram', { of: 'the future' }],
    ]
    const written = new Map<string, string>()
    for (const [type, content] of known) {
      const body = { phoneNumberId: gateway.phoneNumberId, from: freshPhone(), type, [type]: content }
      const [wamid = ''] = await simulator.inbound({ ...body, profile: { name: 'Asha' } })
      written.set(wamid, type)
    }
    const nameless = { phoneNumberId: gateway.phoneNumberId, userId: 'US.13491208655302741918', username: 'asha' }
    const [byUsername = ''] = await simulator.inbound({ ...nameless, type: 'text', text: { body: 'no number' } })
    written.set(byUsername, 'text')
    for (const [wamid, type] of written) {
      const message = await until(`${type} is stored`, async () => {
        const reply = await gateway.call('GET', `/messages/${wamid}`)
        return reply.status === 200 && reply.body.data
      })
      assert.deepEqual([message.type, message.status, message.wamid], [type, 'received', wamid])
    }
    if (gateway.databaseUrl !== undefined) await checkEvents(gateway.databaseUrl, written)
  })

  test('twenty messages in one webhook are twenty messages', async () => {
    const simulator = simulatorControl(gateway.simulatorUrl)
    const messages = Array.from({ length: 20 }, (_, index) => ({ from: freshPhone(), text: { body: `line ${index}` } }))
    const wamids = await simulator.inbound({ phoneNumberId: gateway.phoneNumberId, type: 'text', messages })
    assert.equal(new Set(wamids).size, 20)
    for (const [index, wamid] of wamids.entries()) {
      const message = await until(`line ${index}`, async () => {
        const reply = await gateway.call('GET', `/messages/${wamid}`)
        return reply.status === 200 && reply.body.data
      })
      assert.equal(message.body ?? `line ${index}`, `line ${index}`)
      assert.equal(message.to, messages[index]?.from)
    }
  })

  test('webhooks doubled, shuffled and batched end in read, and the state never moves back', async (t) => {
    const simulator = simulatorControl(gateway.simulatorUrl)
    const receiver = await startReceiver(t)
    await gateway.call('PUT', '/auth/me/webhook', { url: receiver.url })
    await simulator.faults({ webhooks: { duplicateRate: 0.7, reorder: true, batchSize: 4 } })
    t.onTestFinished(() => simulator.faults({ webhooks: { duplicateRate: 0, reorder: false, batchSize: 1 } }))
    const ids = await Promise.all(
      Array.from({ length: 15 }, (_, index) => send(gateway, { to: freshPhone(), message: `shuffled ${index}` })),
    )
    const last = new Map<string, number>()
    await until('every message is read', async () => {
      let left = 0
      for (const id of ids) {
        const { status } = await read(gateway, id)
        const rank = progress.indexOf(status)
        assert.ok(
          rank >= (last.get(id) ?? 0) || status === 'processing',
          `${status} after ${progress[last.get(id) ?? 0]}`,
        )
        last.set(id, rank)
        if (status !== 'read') left += 1
      }
      return left === 0
    })
    const pending = () => fetch(`${gateway.simulatorUrl}/_simulator/webhooks/pending`).then((reply) => reply.json())
    await until('all webhooks are in', async () => ((await pending()) as { pending: number }).pending === 0)
    for (const id of ids) {
      const message = await until('its whole timeline', async () => {
        const found = await read(gateway, id)
        return found.timeline.length >= 4 && found
      })
      assert.deepEqual(statusesOf(message), ['queued', 'sent', 'delivered', 'read'])
      assert.equal((await simulator.sendsOf(id)).length, 1)
    }
    const repeats = () => {
      const seen = receiver.received.map(({ body }) => `${body.data.messageId} ${body.data.status}`)
      return seen.length - new Set(seen).size
    }
    await until('the last status reaches the receiver', async () =>
      ids.every((id) => receiver.of(id).some(({ body }) => body.data.status === 'read')),
    )
    assert.equal(repeats(), 0, 'a status is announced once')
  })

  test('statuses that come before the answer are not lost', async (t) => {
    const simulator = simulatorControl(gateway.simulatorUrl)
    await simulator.faults({ webhooks: { earlyStatuses: true } })
    t.onTestFinished(() => simulator.faults({ webhooks: { earlyStatuses: false } }))
    const id = await send(gateway, { to: freshPhone(), message: 'early' })
    const message = await reached(gateway, id, 'read')
    assert.ok(message.sentAt)
    assert.equal((await simulator.sendsOf(id)).length, 1)
  })
})

async function checkEvents(url: string, written: ReadonlyMap<string, string>): Promise<void> {
  const db = await openDatabase({ url, dataDir: null, maxConnections: 2 })
  try {
    const { rows } = await db.worker.query<{ wamid: string; type: string; name: string }>(
      `select data->>'wamid' as wamid, data->'message'->>'type' as type, type as name from events
        where type like 'message.received%' and data->>'wamid' = any ($1::text[])`,
      [[...written.keys()]],
    )
    assert.deepEqual(new Map(rows.map((row) => [row.wamid, row.type])), written)
    assert.equal(rows.length, written.size)
    assert.deepEqual(
      rows.filter((row) => row.name !== 'message.received').map((row) => row.type),
      ['hologram'],
    )
  } finally {
    await db.close()
  }
}

test('each magic number ends as the table of the simulator says', async (t) => {
  const gateway = await startGatewayProcess(t)
  const simulator = simulatorControl(gateway.simulatorUrl)
  const table: [string, string, number, RegExp | null][] = [
    ['15550000001', 'failed', 1, /131026/],
    ['15550000002', 'failed', 1, /131047/],
    ['15550000003', 'retrying', 0, /131056/],
    ['15550000005', 'failed', 1, /131050/],
    ['15550000006', 'retrying', 0, /131000/],
    ['15550000007', 'sent', 1, null],
    ['15550000008', 'delivered', 1, null],
    ['15550000009', 'read', 1, null],
    ['15550000010', 'read', 1, null],
    ['15550000004', 'retrying', 0, /130429/], // last: it slows the number down
  ]
  for (const [to, status, count, error] of table) {
    const id = await send(gateway, { to, message: 'magic' })
    const message = await reached(gateway, id, status)
    if (error) assert.match(message.errorMessage ?? '', error, to)
    assert.equal((await simulator.sendsOf(id)).length, count, to)
    assert.ok(!statusesOf(message).includes('resent'), to)
    if (to === '15550000009') assert.deepEqual(statusesOf(message), ['queued', 'sent', 'read'])
  }
})

test('a restart keeps every message, key and setting, and a scheduled message leaves after it', async (t) => {
  const gateway = await startGatewayProcess(t)
  const receiver = await startReceiver(t)
  await gateway.call('PUT', '/auth/me/webhook', { url: receiver.url })
  const to = freshPhone()
  const key = { 'idempotency-key': `restart-${to}` }
  const id = await send(gateway, { to, message: 'before' }, key)
  const before = await reached(gateway, id, 'read')
  const sendAt = new Date(Date.now() + 60_000).toISOString()
  const kept = await send(gateway, { to, message: 'much later', sendAt })
  const soon = await send(gateway, { to, message: 'soon', sendAt: new Date(Date.now() + 1500).toISOString() })

  assert.equal(await gateway.process().stop('SIGTERM'), 0)
  await gateway.restart()
  await simulatorControl(gateway.simulatorUrl).faults({ statusDelaysMs: { sent: 10, delivered: 30, read: 60 } })

  assert.deepEqual(await read(gateway, id), before)
  const again = await gateway.call('POST', '/send-message', { to, message: 'before' }, key)
  assert.deepEqual([again.body.data.id, again.headers.get('idempotency-replayed')], [id, 'true'])
  assert.equal((await read(gateway, kept)).status, 'scheduled')
  assert.equal((await gateway.call('GET', '/auth/me')).body.data.webhookUrl, receiver.url)
  await reached(gateway, soon, 'read')
  await until('its webhooks', async () => receiver.of(soon).some(({ body }) => body.data.status === 'read'))
})
