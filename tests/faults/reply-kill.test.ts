import assert from 'node:assert/strict'
import pg from 'pg'
import { afterAll, beforeAll, onTestFinished, test } from 'vitest'
import { freshPhone } from '../flow/simulator-control.ts'
import type { Reply } from '../support/gateway.ts'
import { until } from '../support/processes.ts'
import { type FaultSystem, onPostgres, startSystem } from './harness.ts'

let system: FaultSystem
/** Who answers, by name: each with a key of their own. */
let authors: { name: string; id: string; authorization: string }[]
let conversations: string[]
beforeAll(async () => {
  system = await startSystem()
  const { call, phoneNumberId } = system.gateway
  authors = await Promise.all(
    ['Ada', 'Bo'].map(async (name) => {
      const { body } = await call('POST', '/v1/api-keys', { name })
      return { name, id: body.id, authorization: `Bearer ${body.secret}` }
    }),
  )
  const phones = Array.from({ length: 6 }, () => freshPhone())
  for (const from of phones) await system.simulator.inbound({ phoneNumberId, from, type: 'text', text: { body: 'hi' } })
  conversations = await until('the conversations', async () => {
    const { data } = (await call('GET', '/v1/conversations')).body
    return data.length === phones.length && data.map(({ id }: { id: string }) => id)
  })
})
afterAll(() => system.close())

interface Answer {
  conversation: string
  author: string
  /** Of the answer and of the request, so that each tells of the other. */
  text: string
}

function post({ conversation, author, text }: Answer): Promise<Reply | null> {
  const { authorization = '' } = authors.find(({ name }) => name === author) ?? {}
  const headers = { authorization, 'idempotency-key': text }
  return system.gateway
    .call('POST', `/v1/conversations/${conversation}/messages`, { type: 'text', text: { body: text } }, headers)
    .catch(() => null)
}

/** As a careful client does: under the same key, until it is taken. */
async function answer(one: Answer): Promise<string> {
  const accepted = await until(`${one.text} to be taken`, async () => {
    const reply = await post(one)
    assert.ok(reply === null || [202, 409, 503].includes(reply.status), JSON.stringify(reply))
    return reply?.status === 202 && reply
  })
  return accepted.body.id
}

/** Each answer was sent once, and shows who wrote it. */
async function verify(answers: ReadonlyMap<string, Answer>): Promise<void> {
  const { call } = system.gateway
  for (const [id, { text, author, conversation }] of answers) {
    const isSent = async () => /sent|delivered|read/.test((await call('GET', `/v1/messages/${id}`)).body.status)
    await until(`${text} to be sent`, isSent)
    assert.equal((await system.simulator.sendsOf(id)).length, 1, text)
    const { data } = (await call('GET', `/v1/conversations/${conversation}/messages?limit=100`)).body
    const shown = data.filter((one: { content: { text?: { body: string } } }) => one.content.text?.body === text)
    assert.deepEqual(
      shown.map((one: { id: string; sentBy: { id: string } | null }) => [one.id, one.sentBy?.id]),
      [[id, authors.find(({ name }) => name === author)?.id]],
    )
  }
}

test('killed while two people answer: each answer is sent once and shows its author', { timeout: 60_000 }, async () => {
  const waiting = Array.from({ length: 48 }, (_, index) => ({
    conversation: conversations[index % conversations.length] ?? '',
    author: authors[(index >> 1) % 2]?.name ?? '',
    text: `answer ${index}`,
  }))
  const taken = new Map<string, Answer>()
  const clients = Array.from({ length: 6 }, async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) taken.set(await answer(one), one)
  })
  await until('some are taken', async () => taken.size >= 5 + Math.random() * 20)
  await system.killGateway()
  await system.gateway.restart()
  await Promise.all(clients)
  assert.equal(taken.size, 48)
  await verify(taken)
})

/** Takes what writes messages by surprise: from now on it waits, and everything else goes on. */
async function holdAccepts(): Promise<{ client: pg.Client; reached(): Promise<unknown> }> {
  const client = new pg.Client({ connectionString: system.gateway.databaseUrl })
  await client.connect()
  onTestFinished(() => client.end())
  await client.query('begin; lock table messages in share mode')
  const waits = `from pg_locks where not granted and relation = 'messages'::regclass`
  return {
    client,
    reached: () => until('accept to wait', async () => (await client.query(`select ${waits}`)).rowCount),
  }
}

/** The embedded database has one connection, which nobody else can hold up. */
test.skipIf(!onPostgres).each(['never stored', 'stored after all'])(
  'killed after the author is noted and before the answer is accepted, %s: it is sent once, under its author',
  { timeout: 60_000 },
  async (how) => {
    const [conversation = ''] = conversations
    const { client, reached } = await holdAccepts()
    const authorsNoted = async () => (await client.query('select message_id from message_authors')).rowCount ?? 0
    const before = await authorsNoted()
    const one = { conversation, author: 'Ada', text: `an answer ${how}` }
    const lost = post(one)
    await reached()
    assert.equal(await authorsNoted(), before + 1)
    await system.killGateway()
    assert.equal(await lost, null)
    if (how === 'never stored')
      await client.query(
        `select pg_terminate_backend(pid) from pg_locks where not granted and relation = 'messages'::regclass`,
      )
    await client.query('rollback')
    await system.gateway.restart()
    const other = { conversation, author: 'Bo', text: `of somebody else, ${how}` }
    const taken = new Map([
      [await answer(other), other],
      [await answer(one), one],
    ])
    await verify(taken)
  },
)
