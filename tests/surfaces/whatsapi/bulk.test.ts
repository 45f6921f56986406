import assert from 'node:assert/strict'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, test } from 'vitest'
import { type GatewayProcess, startGatewayProcess } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'

let gateway: GatewayProcess
beforeAll(async () => {
  gateway = await startGatewayProcess(null)
})
afterAll(() => gateway.close())

const to = '14155552671'
const message = { to, message: 'Hi' }
const later = () => new Date(Date.now() + 3_600_000).toISOString()
const bulk = (messages: unknown, headers: Record<string, string> = {}) =>
  gateway.call('POST', '/messages/bulk', { messages }, headers)

async function list(batchId: string, query = '') {
  return (await gateway.call('GET', `/messages?batchId=${batchId}${query}`)).body
}

test('two messages are accepted as the seed has it, found by their batch, and sent', async () => {
  const { status, body } = await bulk([
    message,
    { to: '14155552672', template: { name: 'hello_world', language: 'en_US' } },
  ])
  assert.equal(status, 202)
  const { batchId } = body.data
  assert.deepEqual(body, { success: true, data: { batchId, totalMessages: 2, queued: 2, failedCount: 0 } })
  await until('both to be read', async () => (await list(batchId, '&status=read')).pagination.total === 2)
})

test('good messages are accepted although others are bad, and each bad one is told', async () => {
  const { status, body } = await bulk([
    { to: '+14155552671', message: 'Hi' },
    message,
    { to, message: 'Hi', sendat: 'x' },
    'text',
    { to, message: 'half \ud800' },
    { to },
    { ...message, sendAt: later() },
  ])
  assert.equal(status, 202)
  const { batchId, failed, ...counts } = body.data
  assert.deepEqual(counts, { totalMessages: 7, queued: 2, failedCount: 5 })
  const told = failed.map(({ index, details }: { index: number; details: { field: string }[] }) => [
    index,
    details[0]?.field,
  ])
  assert.deepEqual(told, [
    [0, 'to'],
    [2, 'sendat'],
    [3, 'messages'],
    [4, 'message'],
    [5, 'message'],
  ])
  for (const { error } of failed) assert.equal(error, 'Validation failed.')
  assert.equal((await list(batchId)).pagination.total, 2)
  assert.equal((await list(batchId, '&status=scheduled')).pagination.total, 1)
})

test('where all are bad, nothing is queued', async () => {
  const { status, body } = await bulk([{}, {}])
  assert.deepEqual([status, body.data.queued, body.data.failedCount], [202, 0, 2])
})

test('a repeated key gives the first answer, refusals included; another body or operation 409', async () => {
  const headers = { 'idempotency-key': 'bulk-1' }
  const messages = [message, { to: 'x', message: 'Hi' }]
  const first = await bulk(messages, headers)
  const again = await bulk(messages, headers)
  assert.deepEqual([again.status, again.body], [first.status, first.body])
  assert.deepEqual(
    [first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')],
    [null, 'true'],
  )
  assert.equal((await list(first.body.data.batchId)).pagination.total, 1)
  assert.equal((await bulk([message], headers)).status, 409)
  assert.equal((await gateway.call('POST', '/send-message', message, headers)).status, 409)
  assert.equal((await bulk(messages, { 'idempotency-key': 'ü' })).status, 400)
})

test('one key sent many times at once is one batch', async () => {
  const before = (await gateway.call('GET', '/messages')).body.pagination.total
  const sendAt = later()
  const messages = Array.from({ length: 50 }, () => ({ ...message, sendAt }))
  const replies = await Promise.all(Array.from({ length: 8 }, () => bulk(messages, { 'idempotency-key': 'at-once' })))
  assert.deepEqual([...new Set(replies.map(({ status }) => status))], [202])
  assert.equal(new Set(replies.map(({ body }) => body.data.batchId)).size, 1)
  assert.equal(replies.filter(({ headers }) => !headers.has('idempotency-replayed')).length, 1)
  assert.equal((await gateway.call('GET', '/messages')).body.pagination.total, before + 50)
})

test('the plan limits how many', async () => {
  const { body } = await gateway.call('POST', '/auth/register', { name: 'Free', email: 'free@example.com' })
  const free = { authorization: `Bearer ${body.data.apiKey}` }
  const many = (count: number) => Array.from({ length: count }, () => ({ ...message, sendAt: later() }))
  const over = await bulk(many(21), free)
  assert.deepEqual([over.status, over.body.details[0].field], [400, 'messages'])
  assert.equal((await bulk(many(20), free)).body.data.queued, 20)
  assert.equal((await bulk(many(5001))).status, 400)
})

test.each([[[]], ['x'], [null], [undefined]])('messages: %j is refused', async (messages) => {
  const { status, body } = await bulk(messages)
  assert.deepEqual([status, body.success, body.details.length > 0], [400, false, true])
})

test('a batch of another account is not there', async () => {
  const { body } = await bulk([{ ...message, sendAt: later() }])
  const other = await gateway.call('POST', '/auth/register', { name: 'Other', email: 'other@example.com' })
  const headers = { authorization: `Bearer ${other.body.data.apiKey}` }
  const seen = await gateway.call('GET', `/messages?batchId=${body.data.batchId}`, undefined, headers)
  assert.equal(seen.body.pagination.total, 0)
})

test('the largest batch is stored whole or not at all when the process is killed in the middle', async () => {
  const before = (await gateway.call('GET', '/messages')).body.pagination.total
  const sendAt = later()
  const messages = Array.from({ length: 5000 }, (_, at) => ({ to, message: `${at} ${'x'.repeat(1000)}`, sendAt }))
  const headers = { 'idempotency-key': 'killed' }
  const middle = await inTheMiddle()
  const cut = bulk(messages, headers).catch(() => null)
  await middle.reached
  await gateway.process().stop('SIGKILL')
  const answered = await cut
  await middle.leave()
  await gateway.restart()
  const stored = (await gateway.call('GET', '/messages')).body.pagination.total - before
  assert.ok(answered === null ? stored === 0 || stored === 5000 : stored === 5000, `${stored} stored`)
  const again = await bulk(messages, headers)
  assert.deepEqual([again.status, again.body.data.queued], [202, 5000])
  if (answered !== null) assert.deepEqual(again.body, answered.body)
  assert.equal((await list(again.body.data.batchId)).pagination.total, 5000)
  assert.equal((await gateway.call('GET', '/messages')).body.pagination.total, before + 5000)
})

/** `reached`: the batch is being stored. On PostgreSQL it is held there; the embedded database shows it by its files, which grow. */
async function inTheMiddle(): Promise<{ reached: Promise<unknown>; leave(): Promise<void> }> {
  if (gateway.databaseUrl === undefined) {
    const before = await bytesIn(gateway.dataDir)
    const grows = async () => (await bytesIn(gateway.dataDir)) > before + 1_000_000
    return { reached: until('its rows to be written', grows), leave: async () => {} }
  }
  const client = new pg.Client({ connectionString: gateway.databaseUrl })
  await client.connect()
  await client.query('begin')
  await client.query('lock table messages in share mode')
  const isHeld = async () =>
    (
      await client.query(`select from pg_locks l join pg_database d on d.oid = l.database
        where d.datname = current_database() and mode = 'RowExclusiveLock' and not granted`)
    ).rowCount
  return { reached: until('it to be held', isHeld), leave: () => client.end() }
}

async function bytesIn(directory: string): Promise<number> {
  let bytes = 0
  for (const name of await readdir(directory, { recursive: true }))
    bytes += (await stat(join(directory, name)).catch(() => ({ size: 0 }))).size
  return bytes
}
