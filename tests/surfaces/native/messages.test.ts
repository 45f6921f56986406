import assert from 'node:assert/strict'
import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
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

const to = '14155552671'
const text = (body: string) => ({ to, type: 'text', text: { body } })
const inAnHour = () => new Date(Date.now() + 3600_000).toISOString()
const send = (body: unknown, headers?: Record<string, string>) => call('POST', '/v1/messages', body, headers)
const get = async (id: string) => (await call('GET', `/v1/messages/${id}`)).body

async function simulator(path: string, body?: unknown) {
  const init = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) }
  return (await fetch(`${gateway.simulatorUrl}/_simulator/${path}`, init)).json()
}
const headers = { 'content-type': 'application/json' }

async function receive(from: string, type: string, content: unknown): Promise<{ id: string; wamid: string }> {
  await simulator('inbound', { phoneNumberId: gateway.phoneNumberId, from, type, [type]: content })
  return until('the message', async () => {
    const { body } = await call('GET', `/v1/messages?direction=inbound&peer=${from}&type=${type}`)
    return body.data[0]
  })
}

test('a text is accepted, read by id and by wamid, and its timeline ends with read', async () => {
  const sent = await send({ ...text('Hello'), to: '+1 (415) 555-2671', metadata: { order: 7 } })
  assert.deepEqual([sent.status, sent.body.status, sent.body.scheduledAt], [202, 'queued', null])
  const message = await until('read', async () => {
    const found = await get(sent.body.id)
    return found.status === 'read' && found
  })
  assert.deepEqual(message.content, { text: { body: 'Hello' } })
  assert.deepEqual([message.direction, message.peer.phone, message.metadata], ['outbound', to, { order: 7 }])
  const statuses = new Set(message.timeline.map(({ status }: { status: string }) => status)) // `sent` by the answer, and by webhook
  assert.deepEqual([...statuses], ['queued', 'sent', 'delivered', 'read'])
  assert.deepEqual(await get(message.wamid), message)
})

test('members are camelCase on both sides and snake_case at Meta; a reply and a reaction name our ids', async () => {
  const inbound = await receive('4915112345678', 'text', { body: 'Where is it?' })
  const list = {
    type: 'list',
    body: { text: 'Choose' },
    action: { button: 'Open', sections: [{ title: 'One', rows: [{ id: 'a', title: 'A' }] }] },
  }
  const reply = await send({ to: '4915112345678', type: 'interactive', interactive: list, replyTo: inbound.id })
  const reaction = { messageId: inbound.id, emoji: '👍' }
  const reacted = await send({ to: '4915112345678', type: 'reaction', reaction })
  const preview = await send({
    ...text('https://example.com'),
    text: { body: 'https://example.com', previewUrl: true },
  })
  for (const { body } of [reply, reacted, preview])
    await until('sent', async () => ['sent', 'delivered', 'read'].includes((await get(body.id)).status))
  assert.deepEqual((await get(reply.body.id)).content, { context: { messageId: inbound.wamid }, interactive: list })
  assert.deepEqual((await get(reacted.body.id)).content, { reaction: { messageId: inbound.wamid, emoji: '👍' } })
  assert.equal((await get(preview.body.id)).content.text.previewUrl, true)
})

test('every problem of a body is told at once, by its path', async () => {
  const { status, body } = await send({ to: 'abc', type: 'text', image: { id: '1' }, sendAt: 'tomorrow' })
  assert.deepEqual([status, body.code], [400, 'invalid_request'])
  assert.deepEqual(body.errors.map(({ path }: { path: string }) => path).sort(), ['image', 'sendAt', 'text', 'to'])
  const shape = await send({ to: 5, type: 'texts', surplus: true })
  assert.deepEqual(shape.body.errors.map(({ path }: { path: string }) => path).sort(), ['surplus', 'to', 'type'])
})

test('a member is named as it was sent, and the name that was probably meant is offered', async () => {
  const errorsOf = async (body: object) =>
    (await send(body)).body.errors.map(({ path, detail }: { path: string; detail: string }) => `${path} ${detail}`)
  const to = '14155552671'
  assert.deepEqual(await errorsOf({ to, type: 'text', text: { body: 'a', preview_url: true } }), [
    'text.preview_url is not a known field: did you mean previewUrl?',
  ])
  assert.deepEqual(await errorsOf({ to, type: 'document', document: { id: '1', fileName: 'a', link: 'x' } }), [
    'document.link must be a URL that begins with https:// or http://, got "x"',
    'document.fileName is not a known field: did you mean filename?',
    'document must have only one of id and link, has both',
  ])
  assert.deepEqual(
    await errorsOf({ messaging_product: 'whatsapp', toUserID: 'x', type: 'text', text: { body: 'a' } }),
    ['messaging_product is not a known field', 'toUserID is not a known field: did you mean toUserId?'],
  )
  const [type] = await errorsOf({ to, type: 'txt', text: { body: 'a' } })
  assert.match(type, /^type must be one of: text, image, .*template, got "txt": did you mean text\?$/)
})

test.each([
  ['an empty body', '', 400],
  ['a list', '[]', 400],
  ['malformed JSON', '{"to":', 400],
  ['a lone surrogate', '{"to":"14155552671","type":"text","text":{"body":"\\ud800"}}', 400],
  ['U+0000', '{"to":"14155552671","type":"text","text":{"body":"a\\u0000"}}', 400],
  ['__proto__', '{"to":"14155552671","type":"text","text":{"body":"a"},"__proto__":{}}', 400],
])('%s is refused', async (_name, body, status) => {
  assert.equal((await send(body)).status, status)
})

test('names of numbers and messages that are not the account’s are refused by field', async () => {
  const foreign = '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4'
  for (const [field, body] of [
    ['from', { ...text('x'), from: foreign }],
    ['replyTo', { ...text('x'), replyTo: foreign }],
    ['reaction.messageId', { to, type: 'reaction', reaction: { messageId: foreign, emoji: '👍' } }],
  ] as const) {
    const reply = await send(body)
    assert.deepEqual([reply.status, reply.body.errors[0].path], [400, field])
  }
  assert.equal((await send({ ...text('x'), from: gateway.phoneNumberId })).status, 202)
})

test('twenty requests under one key make one message; another body under it is 422', async () => {
  const key = { 'idempotency-key': 'native-1' }
  const replies = await Promise.all(Array.from({ length: 20 }, () => send(text('once'), key)))
  assert.equal(new Set(replies.map(({ body }) => body.id)).size, 1)
  assert.equal(replies.filter((reply) => reply.headers.get('idempotency-replayed') === 'true').length, 19)
  const other = await send(text('twice'), key)
  assert.deepEqual([other.status, other.body.code], [422, 'idempotency_mismatch'])
})

test('a batch answers for each item, and its messages are listed under its id', async () => {
  const messages = [text('one'), { to, type: 'text' }, text('two'), 7, { ...text('three'), from: 'nobody' }]
  const key = { 'idempotency-key': 'native-batch' }
  const { status, body } = await call('POST', '/v1/messages/batch', { messages }, key)
  assert.deepEqual([status, body.accepted, body.refused], [202, 2, 3])
  assert.deepEqual(
    body.results.map(({ id, error }: { id: string | null; error: { errors: { path: string }[] } | null }) => [
      id !== null,
      error?.errors[0]?.path ?? null,
    ]),
    [
      [true, null],
      [false, 'text'],
      [true, null],
      [false, 'message'],
      [false, 'from'],
    ],
  )
  assert.deepEqual((await get(body.results[2].id)).content.text, { body: 'two' })
  assert.deepEqual((await call('POST', '/v1/messages/batch', { messages }, key)).body, body)
  const listed = await call('GET', `/v1/messages?batchId=${body.batchId}`)
  assert.deepEqual(
    listed.body.data.map(({ id }: { id: string }) => id).sort(),
    [body.results[0].id, body.results[2].id].sort(),
  )
})

test('a scheduled message is canceled once; what has left cannot be', async () => {
  const scheduled = await send({ ...text('later'), sendAt: inAnHour() })
  assert.equal(scheduled.body.status, 'scheduled')
  const cancel = () => call('POST', `/v1/messages/${scheduled.body.id}/cancel`)
  const replies = await Promise.all(Array.from({ length: 20 }, cancel))
  assert.deepEqual(replies.map(({ status }) => status).sort(), [200, ...Array(19).fill(409)])
  const canceled = await get(scheduled.body.id)
  assert.deepEqual([canceled.status, canceled.timeline.at(-1).status], ['canceled', 'canceled'])
  const sent = await send(text('gone'))
  await until('sent', async () => (await get(sent.body.id)).sentAt)
  assert.equal((await call('POST', `/v1/messages/${sent.body.id}/cancel`)).status, 409)
  assert.equal((await call('POST', `/v1/messages/${sent.body.id}/retry`)).status, 409)
})

test('a received message is marked as read, with and without the typing indicator', async () => {
  const { id, wamid } = await receive('4915112340000', 'text', { body: 'Hi' })
  assert.equal((await call('POST', `/v1/messages/${id}/read`)).status, 204)
  assert.equal((await call('POST', `/v1/messages/${wamid}/read`, { typing: true })).status, 204)
  assert.equal((await call('POST', `/v1/messages/${id}/read`, { typing: 'yes' })).status, 400)
  const sent = await send(text('ours'))
  assert.equal((await call('POST', `/v1/messages/${sent.body.id}/read`)).status, 409)
})

test('what is not there is 404 for every operation', async () => {
  for (const id of ['019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4', 'wamid.nothing', 'x'])
    for (const [method, rest] of [
      ['GET', ''],
      ['POST', '/cancel'],
      ['POST', '/retry'],
      ['POST', '/read'],
    ] as const)
      assert.equal((await call(method, `/v1/messages/${id}${rest}`)).status, 404, `${method} ${id}${rest}`)
})

test('pages hold every message once while others are being sent', async () => {
  const batchOf = async (count: number) => {
    const messages = Array.from({ length: count }, (_, n) => ({ ...text(`m${n}`), dryRun: true }))
    const { body } = await call('POST', '/v1/messages/batch', { messages })
    return body.results.map(({ id }: { id: string }) => id) as string[]
  }
  const before = await batchOf(23)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 9 }), async (limit) => {
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
        const { body } = await call('GET', `/v1/messages?limit=${limit}&direction=outbound${query}`)
        seen.push(...body.data.map(({ id }: { id: string }) => id))
        cursor = body.nextCursor
        if (seen.length < 40) await batchOf(1)
      } while (cursor !== null)
      assert.equal(new Set(seen).size, seen.length)
      assert.deepEqual(
        before.filter((id) => !seen.includes(id)),
        [],
      )
      assert.deepEqual(seen, seen.toSorted().reverse())
    }),
    { numRuns: 4 },
  )
})

test('filters', async () => {
  const sent = await send({ ...text('failing'), to: '15550009999', sendAt: inAnHour() })
  const ids = async (query: string) =>
    (await call('GET', `/v1/messages?${query}`)).body.data.map(({ id }: { id: string }) => id)
  assert.deepEqual(await ids('peer=%2B1%20555-000-9999'), [sent.body.id])
  assert.deepEqual(await ids('status=scheduled&type=text'), [sent.body.id])
  assert.deepEqual(await ids('status=processing,failed&peer=15550009999'), [])
  const from = encodeURIComponent(new Date(Date.now() + 60_000).toISOString())
  assert.deepEqual(await ids(`createdFrom=${from}`), [])
  assert.ok((await ids(`createdTo=${from}`)).length > 0)
  for (const query of ['status=gone', 'createdFrom=2026-02-30T25:00:00Z', 'createdTo=yesterday', 'batchId=1', 'type=A'])
    assert.equal((await call('GET', `/v1/messages?${query}`)).status, 400, query)
})
