import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { updateFlow } from '@dawk/core/engagement/bots/flows.ts'
import { publishFlow } from '@dawk/core/engagement/bots/publish-flow.ts'
import { notifySession, pauseBots, startSession, stopSession } from '@dawk/core/engagement/bots/sessions.ts'
import { updateConversation } from '@dawk/core/engagement/inbox/conversations/change-conversation.ts'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { type BotWorld, openBotWorld } from '../support/bot-world.ts'

let world: BotWorld
beforeAll(async () => {
  world = await openBotWorld()
})
afterAll(() => world.close())

let phone = 919_811_000_000
let from = ''
beforeEach(async () => {
  from = String(++phone)
  world.clock.offsetMs = 0
  await world.disableAll()
})

const say = (text: string, to: string | null = null) => ({ kind: 'send_text', data: { text }, exits: { ok: to } })
const ask = (text: string, to: string | null, more: object = {}) => ({
  kind: 'ask',
  data: { text, answer: 'text', saveAs: 'x', ...more },
  exits: { ok: to },
})
const minute = 60_000

/** What was written in fragments is taken after the hold. */
async function answered(): Promise<void> {
  world.clock.offsetMs += 10_000
  await world.settled()
}

test('a conversation runs through a flow: asked, answered, remembered', async () => {
  await world.publish({ a: ask('Your city?', 'b'), b: say('So {{ session.x }}.') })
  await world.say(from, 'hi')
  await world.settled()
  await world.say(from, 'Pune')
  await answered()
  assert.deepEqual(await world.sent(from), ['Your city?', 'So Pune.'])
  const [session] = await world.sessions(from)
  assert.deepEqual([session?.state, session?.rev, session?.vars['x']], ['completed', 2, 'Pune'])
})

test('two first messages in the same millisecond start one session, and are answered once', async () => {
  await world.publish({ a: ask('Your city?', null) })
  await world.receive([
    { from, text: { body: 'hi' } },
    { from, text: { body: 'hi' } },
  ])
  await world.settled()
  assert.deepEqual(await world.sent(from), ['Your city?'])
  assert.equal((await world.sessions(from)).length, 1)
})

test('twenty messages in a second: none is dropped, they are one answer in their order', async () => {
  await world.publish({
    a: ask('Tell us.', 'b'),
    b: say('Heard {{ session.x | size }}', 'c'),
    c: { kind: 'end', data: {}, exits: {} },
  })
  await world.say(from, 'hi')
  await world.settled()
  const parts = Array.from({ length: 20 }, (_, place) => `part ${place}`)
  await world.receive(parts.map((body) => ({ from, text: { body } })))
  await answered()
  const [session] = await world.sessions(from)
  assert.equal(session?.vars['x'], parts.join('\n'))
  assert.equal((await world.sent(from)).length, 2)
})

test('a message that Meta delivers twice, or days later, is not answered again', async () => {
  await world.publish({ a: say('Hello') }, { triggers: [{ kind: 'any_message', cooldownSeconds: 0 }] })
  const message = { id: `wamid.again${from}`, from, text: { body: 'hi' } }
  await world.receive([message])
  await world.settled()
  await world.receive([message])
  await world.settled()
  const old = String(Math.floor(Date.now() / 1000) - 3 * 86_400)
  await world.receive([{ id: `wamid.old${from}`, from, timestamp: old, text: { body: 'hi' } }])
  await world.settled()
  assert.deepEqual(await world.sent(from), ['Hello'])
  assert.ok((await world.decisions(from)).includes('too_old'))
})

test('waits of a second, 25 hours and 90 days', async () => {
  const waits = {
    a: { kind: 'wait', data: { seconds: 1 }, exits: { ok: 'b' } },
    b: say('one', 'c'),
    c: { kind: 'wait', data: { seconds: 90_000 }, exits: { ok: 'd' } },
  }
  await world.publish({
    ...waits,
    d: say('two', 'e'),
    e: { kind: 'wait', data: { seconds: 90 * 86_400 }, exits: { ok: 'f' } },
    f: say('three'),
  })
  await world.say(from, 'hi')
  await world.settled()
  for (const [passed, count] of [
    [2000, 1],
    [24 * 60 * minute, 1],
    [61 * minute, 2],
    [89 * 86_400_000, 2],
    [86_400_000, 3],
  ] as const) {
    world.clock.offsetMs += passed
    await world.settled()
    assert.equal((await world.sent(from)).length, count, `after ${passed}`)
  }
})

test('a reply that comes first wins over the timer', async () => {
  await world.publish({
    a: { kind: 'ask', data: { text: 'Well?', answer: 'text', timeoutSeconds: 60 }, exits: { ok: 'b', timeout: 'c' } },
    b: say('thanks'),
    c: say('too late'),
  })
  await world.say(from, 'hi')
  await world.settled()
  await world.say(from, 'here')
  world.clock.offsetMs += 2 * minute
  await world.settled()
  assert.deepEqual(await world.sent(from), ['Well?', 'thanks'])
})

test('a published edit does not reach a session that runs; what starts later has it', async () => {
  const id = await world.publish({ a: ask('Old?', 'b'), b: say('old end') })
  await world.say(from, 'hi')
  await world.settled()
  const spec = {
    spec: 'dawk.flow/1',
    start: 'a',
    triggers: [{ kind: 'keyword', words: ['hi'] }],
    nodes: { a: ask('New?', 'b'), b: say('new end') },
  }
  await updateFlow(world.ctx, world.caller, id, { spec })
  await publishFlow(world.ctx, world.caller, id, {})
  await world.say(from, 'x')
  await answered()
  world.clock.offsetMs += 10 * minute
  await world.disableAll()
  await updateFlow(world.ctx, world.caller, id, { enabled: true })
  await world.disableAll()
  assert.deepEqual(await world.sent(from), ['Old?', 'old end'])
})

test('publishing with sessions: move goes on in the new version, end stops them', async () => {
  const id = await world.publish({ a: ask('Old?', 'b'), b: say('old end') })
  const other = String(++phone)
  await world.say(from, 'hi')
  await world.settled()
  const spec = (end: string) => ({
    spec: 'dawk.flow/1',
    start: 'a',
    triggers: [{ kind: 'keyword', words: ['hi'] }],
    nodes: { a: ask('New?', 'b'), b: say(end) },
  })
  await updateFlow(world.ctx, world.caller, id, { spec: spec('new end') })
  await publishFlow(world.ctx, world.caller, id, { sessions: 'move' })
  await world.say(from, 'x')
  await answered()
  assert.deepEqual(await world.sent(from), ['Old?', 'new end'])
  world.clock.offsetMs = 0
  await world.say(other, 'hi')
  await world.settled()
  await updateFlow(world.ctx, world.caller, id, { spec: spec('newest end') })
  await publishFlow(world.ctx, world.caller, id, { sessions: 'end' })
  await world.settled()
  assert.equal((await world.sessions(other))[0]?.state, 'stopped')
})

test('the bot is silent while people have the conversation, and speaks again when it is closed', async () => {
  await world.publish({ a: ask('Well?', 'b'), b: say('thanks') })
  await world.say(from, 'hi')
  await world.settled()
  const { id } = await world.conversation(from)
  await updateConversation(world.ctx, world.caller, id, { assignee: 'agent-1' })
  await world.settled()
  assert.equal((await world.sessions(from))[0]?.state, 'handed_over')
  await world.say(from, 'hi')
  await world.settled()
  assert.deepEqual(await world.sent(from), ['Well?'])
  await updateConversation(world.ctx, world.caller, id, { assignee: null, status: 'closed' })
  await world.say(from, 'hi')
  await world.settled()
  assert.deepEqual(await world.sent(from), ['Well?', 'Well?'])
})

test('an answer from the phone silences the bot for a day', async () => {
  await world.publish({ a: ask('Well?', 'b'), b: say('thanks') })
  await world.say(from, 'hi')
  await world.settled()
  const echo = {
    id: `wamid.echo${from}`,
    from: '15550000000',
    to: from,
    timestamp: String(Math.floor(Date.now() / 1000)),
    type: 'text',
    text: { body: 'I am here' },
  }
  await world.apply([{ message_echoes: [echo] }], 'smb_message_echoes')
  await world.settled()
  await world.say(from, 'hi')
  await answered()
  assert.deepEqual(
    (await world.sent(from)).filter((text) => text !== 'I am here'),
    ['Well?'],
  )
  const { id } = await world.conversation(from)
  await pauseBots(world.ctx, world.caller, id, null)
  world.clock.offsetMs += 3 * minute
  await world.say(from, 'hi')
  await world.settled()
  assert.equal((await world.sent(from)).at(-1), 'Well?')
})

test('the API starts a flow, tells it of an event and stops it', async () => {
  const id = await world.publish(
    {
      a: { kind: 'wait_event', data: { name: 'paid', saveAs: 'order' }, exits: { ok: 'b' } },
      b: say('{{ session.order.total }} {{ session.n }}', 'c'),
      c: ask('More?', null),
    },
    { triggers: [] },
  )
  await world.say(from, 'just so')
  await world.settled()
  const { contactId } = await world.conversation(from)
  const { sessionId } = await startSession(world.ctx, world.caller, id, { contactId, values: { n: 7 } })
  await world.settled()
  await assert.rejects(startSession(world.ctx, world.caller, id, { contactId }), { reason: 'session_open' })
  await notifySession(world.ctx, world.caller, sessionId, { name: 'other' })
  await notifySession(world.ctx, world.caller, sessionId, { name: 'paid', values: { total: 5 } })
  await world.settled()
  await stopSession(world.ctx, world.caller, sessionId, null)
  await world.settled()
  assert.deepEqual(await world.sent(from), ['5 7', 'More?'])
  assert.equal((await world.sessions(from))[0]?.state, 'stopped')
})

test('an HTTP node calls once a turn with a key, maps its answer, and never goes inside', async () => {
  const keys: unknown[] = []
  const server = createServer((request, reply) => {
    keys.push(request.headers['idempotency-key'])
    reply.setHeader('content-type', 'application/json').end('{"order":{"status":"packed"}}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const call = (url: string) => ({
    kind: 'http',
    data: { method: 'GET', url, retries: 0, map: [{ path: 'order.status', into: 'status' }] },
    exits: { ok: 'b', http_error: 'c', blocked: 'd' },
  })
  const rest = { b: say('It is {{ session.status }}'), c: say('error'), d: say('blocked') }
  await world.publish({ a: call(`http://127.0.0.1:${port}/orders/1`), ...rest })
  await world.say(from, 'hi')
  await world.settled()
  assert.deepEqual(await world.sent(from), ['It is packed'])
  assert.match(String(keys[0]), /^[0-9a-f-]{36}\.1\.a$/)
  assert.equal(keys.length, 1)
  server.close()
  await world.disableAll()
  const other = String(++phone)
  await world.publish({ a: call('http://169.254.169.254/latest/meta-data'), ...rest })
  await world.say(other, 'hi')
  await world.settled()
  assert.deepEqual(await world.sent(other), ['blocked'])
})

test('a turn that is decided while something else commits is decided anew', async () => {
  await world.publish({ a: ask('Well?', 'b', { answer: 'yes_no' }), b: say('thanks') })
  const people = Array.from({ length: 20 }, () => String(++phone))
  await Promise.all(people.map((one) => world.say(one, 'hi')))
  await Promise.all(people.map((one) => world.say(one, 'yes')))
  await world.settled()
  for (const one of people) {
    const texts = await world.sent(one)
    assert.equal(texts.filter((text) => text === 'Well?').length, 1, `${one}: ${texts.join()}`)
    assert.ok(texts.length <= 2)
  }
})
