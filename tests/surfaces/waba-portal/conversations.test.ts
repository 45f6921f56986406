import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import messagesFixture from '../../../packages/http/src/surfaces/waba-portal/fixtures/conversation-messages.json' with {
  type: 'json',
}
import conversationsFixture from '../../../packages/http/src/surfaces/waba-portal/fixtures/conversations.json' with {
  type: 'json',
}
import { simulatorControl } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
let simulator: ReturnType<typeof simulatorControl>
beforeAll(async () => {
  gateway = await startGateway(null)
  simulator = simulatorControl(gateway.simulatorUrl)
})
afterAll(() => gateway.close())

const get = (path: string) => gateway.call('GET', `/api/v1${path}`)
const john = '919876543210'
const jane = '919123456789'
const profileOf = (name: string) => ({ profile: { name } })
const receive = (body: object) => simulator.inbound({ phoneNumberId: gateway.phoneNumberId, ...body })
const { data: told } = messagesFixture
const words = (at: number) => told[at]?.content.text?.body ?? ''

/** A conversation as the page has it: a person writes, we answer, the person sends a picture. */
async function talk(): Promise<void> {
  await receive({ from: john, type: 'text', text: { body: words(0) }, ...profileOf('John Doe') })
  await until('the conversation', async () => (await get('/conversations')).body.data.length > 0)
  const sent = await gateway.call('POST', '/api/v1/messages/text', { to: john, message: words(1) })
  assert.equal(sent.status, 200)
  await until('the answer to be delivered', async () => {
    const { body } = await get(`/conversations/${john}/messages`)
    return ['delivered', 'read'].includes(body.data[0].status)
  })
  await until(
    'the answer to count as reading',
    async () => (await get('/conversations')).body.data[0].unreadCount === 0,
  )
  const image = { ...told[2]?.content.image }
  await receive({ from: john, type: 'image', image, ...profileOf('John Doe') })
  await receive({ from: jane, type: 'image', image: { caption: 'Product photo' }, ...profileOf('Jane Smith') })
  await until('both pictures', async () => (await get('/conversations')).body.data.length === 2)
}

/** With what differs from run to run as in the fixture. */
const like = <T extends object>(actual: T, expected: T, volatile: readonly (keyof T)[]): T => ({
  ...actual,
  ...Object.fromEntries(volatile.map((name) => [name, expected[name]])),
})
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

test('conversations and their messages read as on the page', async () => {
  await talk()
  const { status, body } = await get('/conversations')
  assert.equal(status, 200)
  const [janes, johns] = body.data
  const [, expected] = conversationsFixture.data
  assert.ok(expected)
  assert.deepEqual(
    { ...janes, lastMessage: like(janes.lastMessage, expected.lastMessage, ['id', 'timestamp']) },
    { ...expected, unreadCount: 1 },
  )
  assert.match(janes.lastMessage.id, uuid)
  assert.match(janes.lastMessage.timestamp, instant)
  assert.deepEqual([johns.phoneNumber, johns.contactName, johns.unreadCount], [john, 'John Doe', 1])
  assert.deepEqual(body.pagination, { nextCursor: null, hasMore: false })

  const { body: page } = await get(`/conversations/${john}/messages`)
  const newestFirst = [told[2], told[1], told[0]]
  for (const [index, view] of page.data.entries()) {
    const fixture = newestFirst[index]
    assert.ok(fixture)
    assert.deepEqual(Object.keys(view), Object.keys(fixture))
    const { id, waMessageId, timestamp, status: state, content, ...rest } = view
    assert.match(id, uuid)
    assert.match(waMessageId, /^wamid\./)
    assert.match(timestamp, instant)
    assert.deepEqual(
      [rest.direction, rest.type, rest.contactName],
      [fixture.direction, fixture.type, fixture.contactName],
    )
    if (fixture.type === 'text') assert.deepEqual(content, fixture.content)
    else assert.equal(content.image.caption, fixture.content.image?.caption)
    assert.ok(index === 0 ? state === 'received' : ['read', 'delivered'].includes(state), `${index}: ${state}`)
  }
  assert.equal(page.data.length, 3)
})

test('pages follow one another without a gap', async () => {
  const whole = (await get(`/conversations/${john}/messages`)).body.data
  const seen: { id: string }[] = []
  for (let cursor = ''; ; ) {
    const { body } = await get(`/conversations/${john}/messages?limit=1${cursor && `&cursor=${cursor}`}`)
    seen.push(...body.data)
    assert.equal(body.pagination.hasMore, body.pagination.nextCursor !== null)
    if (!body.pagination.hasMore) break
    cursor = encodeURIComponent(body.pagination.nextCursor)
  }
  assert.deepEqual(seen, whole)
  const first = (await get('/conversations?limit=1')).body
  const second = (await get(`/conversations?limit=1&cursor=${first.pagination.nextCursor}`)).body
  assert.deepEqual(
    [first, second].map(({ data }) => data[0].phoneNumber),
    [jane, john],
  )
})

test.each([
  ['/conversations?limit=0', 400, 'limit'],
  ['/conversations?limit=51', 400, 'limit'],
  ['/conversations?limit=x', 400, 'limit'],
  ['/conversations?limit=1.5', 400, 'limit'],
  ['/conversations?cursor=nonsense', 400, 'cursor'],
  [`/conversations?cursor=${'x'.repeat(600)}`, 400, 'cursor'],
  ['/conversations?cursor=a&cursor=b', 400, 'cursor'],
  [`/conversations/${john}/messages?limit=101`, 400, 'limit'],
  [`/conversations/${john}/messages?cursor=AAAA`, 400, 'cursor'],
  [`/conversations/+${john}/messages`, 400, 'Invalid phone number format'],
  ['/conversations/Asha/messages', 400, 'Invalid phone number format'],
  ['/conversations/%00/messages', 400, 'Invalid phone number format'],
  ['/conversations/919999999999/messages', 404, 'Conversation not found'],
  ['/conversations/IN.999/messages', 404, 'Conversation not found'],
])('%s answers %i', async (path, status, word) => {
  const reply = await get(path)
  assert.equal(reply.status, status, JSON.stringify(reply.body))
  assert.deepEqual(Object.keys(reply.body), ['error'])
  assert.ok(reply.body.error.includes(word), reply.body.error)
})

test('the limits themselves are allowed', async () => {
  for (const path of ['/conversations?limit=50', `/conversations/${john}/messages?limit=100`])
    assert.equal((await get(path)).status, 200)
})

test('a message is marked as read, with or without the typing indicator, and its conversation with it', async () => {
  const from = '919555500001'
  const [first = '', second = ''] = [
    ...(await receive({ from, type: 'text', text: { body: 'one' } })),
    ...(await receive({ from, type: 'text', text: { body: 'two' } })),
  ]
  const view = async () => {
    const { body } = await get('/conversations')
    return body.data.find(({ phoneNumber }: { phoneNumber: string }) => phoneNumber === from)
  }
  const statuses = async () =>
    (await get(`/conversations/${from}/messages`)).body.data.map(({ status }: { status: string }) => status)
  await until('both', async () => (await view())?.unreadCount === 2)
  const mark = (body: unknown) => gateway.call('POST', '/api/v1/messages/mark-read', body)
  const one = await mark({ messageId: first })
  assert.deepEqual([one.status, one.body], [200, { success: true }])
  assert.deepEqual([(await view()).unreadCount, await statuses()], [1, ['received', 'read']])
  assert.equal((await mark({ messageId: second, showTypingIndicator: true })).status, 200)
  assert.deepEqual([(await view()).unreadCount, await statuses()], [0, ['read', 'read']])
  const sent = await gateway.call('POST', '/api/v1/messages/text', { to: from, message: 'mine' })
  for (const [body, status] of [
    [{ messageId: sent.body.messageId }, 400],
    [{ messageId: 'wamid.nobody' }, 404],
    [{ messageId: '01890000-0000-7000-8000-000000000000' }, 404],
    [{ messageId: 'nonsense' }, 400],
    [{ messageId: 7 }, 400],
    [{}, 400],
    [{ messageId: first, showTypingIndicator: 'yes' }, 400],
  ] as const) {
    const reply = await mark(body)
    assert.deepEqual([reply.status, Object.keys(reply.body)], [status, ['error']], JSON.stringify(body))
  }
})
