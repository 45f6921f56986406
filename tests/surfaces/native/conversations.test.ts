import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { simulatorControl } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
let simulator: ReturnType<typeof simulatorControl>
beforeAll(async () => {
  gateway = await startGateway(null)
  call = await checked(gateway)
  simulator = simulatorControl(gateway.simulatorUrl)
})
afterAll(() => gateway.close())

let lastPhone = 1555_400_0000
const freshPhone = () => String(++lastPhone)
const receive = (body: object) => simulator.inbound({ phoneNumberId: gateway.phoneNumberId, ...body })
const write = (from: string, body: string, name = 'Somebody') =>
  receive({ from, type: 'text', text: { body }, profile: { name } })
const get = (path: string) => call('GET', `/v1${path}`)

/** The one conversation that the search finds, once it is as asked. */
// biome-ignore lint/suspicious/noExplicitAny: bodies have many shapes
function conversationWith(search: string, is: (found: any) => boolean = () => true): Promise<any> {
  return until(`the conversation with ${search}`, async () => {
    const { body } = await get(`/conversations?search=${encodeURIComponent(search)}`)
    return body.data.length === 1 && is(body.data[0]) && body.data[0]
  })
}

test('a person writes: the conversation is there with window and contact, and is found by name, number and text', async () => {
  const from = freshPhone()
  await write(from, 'Is the blue vase still there?', 'Ágnes Kovács')
  const conversation = await conversationWith('agnes kov')
  assert.deepEqual(
    [conversation.contact.name, conversation.contact.phone, conversation.unread, conversation.status],
    ['Ágnes Kovács', from, 1, 'open'],
  )
  assert.deepEqual(
    [conversation.lastMessage.preview, conversation.lastMessage.direction, conversation.window.state],
    ['Is the blue vase still there?', 'inbound', 'open'],
  )
  assert.equal((await conversationWith(from.slice(-7))).id, conversation.id)
  assert.deepEqual((await get(`/conversations/${conversation.id}`)).body, conversation)
  const found = await get('/conversations/search?text=BLUE%20vase')
  assert.deepEqual(
    found.body.data.map((hit: { conversation: unknown; messageId: string }) => [hit.conversation, hit.messageId]),
    [[conversation, conversation.lastMessage.id]],
  )
  assert.deepEqual((await get('/conversations/search?text=red%20vase')).body, {
    data: [],
    nextCursor: null,
    hasMore: false,
  })
  const contact = await get(`/contacts/${conversation.contact.id}`)
  assert.equal(contact.status, 200)
  assert.deepEqual(
    contact.body.identifiers.map(({ kind, value }: { kind: string; value: string }) => [kind, value]),
    [
      ['phone', from],
      ['user_id', conversation.contact.userId],
    ],
  )
  assert.deepEqual(
    (await get('/contacts?search=kov')).body.data.map(({ id }: { id: string }) => id),
    [conversation.contact.id],
  )
})

test('an answer shows, counts as reading, and both pages of the messages are whole', async () => {
  const from = freshPhone()
  for (const body of ['one', 'two', 'three']) {
    await write(from, body)
    await conversationWith(from, (found) => found.lastMessage?.preview === body)
  }
  const sent = await call('POST', '/v1/messages', { to: from, type: 'text', text: { body: 'four' } })
  const { id, unread } = await conversationWith(from, (found) => found.lastMessage?.id === sent.body.id)
  assert.equal(unread, 0)
  const bodies: string[] = []
  for (let cursor = ''; ; ) {
    const { body } = await get(`/conversations/${id}/messages?limit=3${cursor}`)
    bodies.push(...body.data.map((message: { content: { text: { body: string } } }) => message.content.text.body))
    if (!body.hasMore) break
    cursor = `&cursor=${body.nextCursor}`
  }
  assert.deepEqual(bodies, ['four', 'three', 'two', 'one'])
})

test('assigning, closing and reading; a message opens it again', async () => {
  const from = freshPhone()
  await write(from, 'help')
  const { id } = await conversationWith(from)
  const changed = await call('PATCH', `/v1/conversations/${id}`, { assignee: 'ann', status: 'closed' })
  assert.deepEqual([changed.status, changed.body.assignee, changed.body.status], [200, 'ann', 'closed'])
  const ids = async (query: string) =>
    (await get(`/conversations?${query}`)).body.data.map((one: { id: string }) => one.id)
  assert.deepEqual(await ids('assignee=ann'), [id])
  assert.deepEqual(await ids('status=closed'), [id])
  assert.ok(!(await ids('assignee=')).includes(id))
  assert.equal((await call('POST', `/v1/conversations/${id}/read`)).status, 204)
  assert.deepEqual((await get(`/conversations/${id}`)).body.unread, 0)
  await write(from, 'hello?')
  await conversationWith(from, (found) => found.status === 'open' && found.unread === 1 && found.assignee === 'ann')
  assert.equal((await call('POST', `/v1/conversations/${id}/read`, { receipt: false })).status, 204)
  assert.equal((await call('PATCH', `/v1/conversations/${id}`, { assignee: null })).body.assignee, null)
})

test('mistakes are told, and what is not there is 404', async () => {
  const unknown = '01a1fce0-31b0-75bf-b5b0-3a1e285d179b'
  for (const path of [unknown, `${unknown}/messages`, 'x', 'x/messages'])
    assert.equal((await get(`/conversations/${path}`)).status, 404, path)
  assert.equal((await get(`/contacts/${unknown}`)).status, 404)
  for (const id of [unknown, 'x']) {
    assert.equal((await call('PATCH', `/v1/conversations/${id}`, { status: 'open' })).status, 404)
    assert.equal((await call('POST', `/v1/conversations/${id}/read`)).status, 404)
  }
  const wrong = ['limit=0', 'limit=101', 'cursor=x', 'status=odd', 'surplus=1', 'numberId=7', 'search=', 'search=%20']
  for (const query of wrong) assert.equal((await get(`/conversations?${query}`)).status, 400, query)
  for (const search of ["'", '%', '\\', '🦄', '\u0000', 'x'.repeat(100), '+', '12'])
    assert.ok([200, 400].includes((await get(`/conversations?search=${encodeURIComponent(search)}`)).status), search)
  for (const text of ["'", '%', '🦄', '\u0000'])
    assert.ok([200, 400].includes((await get(`/conversations/search?text=${encodeURIComponent(text)}`)).status), text)
  const { id } = await conversationWith('agnes')
  for (const body of [
    {},
    { status: 'odd' },
    { assignee: '' },
    { assignee: 'x'.repeat(101) },
    { assignee: '\u0000' },
    { surplus: 1 },
    [],
  ])
    assert.equal((await call('PATCH', `/v1/conversations/${id}`, body)).status, 400, JSON.stringify(body))
  const halves = '{"assignee": "\\ud800"}'
  assert.equal((await call('PATCH', `/v1/conversations/${id}`, halves)).status, 400)
  assert.equal((await call('PATCH', `/v1/conversations/${id}`, { assignee: '🦄' })).body.assignee, '🦄')
})
