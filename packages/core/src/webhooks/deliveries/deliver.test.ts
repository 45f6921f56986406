import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, onTestFinished, test } from 'vitest'
import type { EventData } from '#events/catalogue.ts'
import type { Database } from '#platform/database/database.ts'
import { createEgress } from '#platform/egress.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { LaneItem } from '#platform/lanes/lane-item.ts'
import { createSecretBox } from '#platform/secrets.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import { unitsOfWork } from '../../../../../tests/support/core.ts'
import { openFreshDatabase } from '../../../../../tests/support/database.ts'
import { deleteDialectEndpoint, findDialectEndpoint, upsertDialectEndpoint } from '../endpoints/endpoints.ts'
import { startReplay } from '../replays/replay.ts'
import { replayDelivery, replayEvent } from '../replays/replay-event.ts'
import type { ReplayKind } from '../replays/replay-store.ts'
import type { DeliveryOutcome } from './attempt-delivery.ts'
import { createDeliverer, type DelivererDeps } from './deliver.ts'
import { listDeliveries } from './read-deliveries.ts'

const secrets = createSecretBox(Buffer.alloc(32, 7))
const egress = createEgress({ allowCidrs: ['127.0.0.0/8'], connectTimeoutMs: 500 })
const log = pino({ level: 'silent' })
const woken: string[] = []
let db: Database
let close: () => Promise<void>
let accountId: string

beforeAll(async () => {
  ;({ db, close } = await openFreshDatabase())
}, 60_000)

afterAll(async () => {
  await egress.close()
  await close?.()
})

beforeEach(async () => {
  accountId = await createAccount()
  woken.length = 0
})

const ctx = () => ({ secrets, egress, ...unitsOfWork(db, { wakeLanes: (ids) => void woken.push(...ids) }) })
const caller = () => systemCaller(accountId)

async function createAccount(): Promise<string> {
  const id = newId()
  await db.worker.query('insert into accounts (id, name, email) values ($1, $2, $3)', [id, 'Chai', `${id}@example.com`])
  return id
}

async function startReceiver(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?tenant=1`
}

const deliverer = (options: Partial<DelivererDeps> = {}) =>
  createDeliverer({
    db,
    secrets,
    egress,
    log,
    random: () => 0.5,
    render: (dialect, event) => ({
      body: JSON.stringify({ type: event.type, data: event.data }),
      headers: { 'x-of': dialect },
    }),
    ...options,
  })

async function endpointAt(url: string, dialect = 'native', eventTypes = ['message.received', 'endpoint.disabled']) {
  return upsertDialectEndpoint(ctx(), caller(), { dialect, url, eventTypes })
}

const span = (what: ReplayKind) => ({ what, from: new Date(0).toISOString(), to: null })

const received: EventData['message.received'] = {
  messageId: newId(),
  wamid: 'wamid.1',
  from: '919900112233',
  fromUserId: null,
  contactId: null,
  conversationId: null,
  phoneNumberId: '106540352242922',
  contact: null,
  message: { type: 'text', text: { body: 'चाय' } },
}

async function addItem(laneId: string, attempts = 0): Promise<LaneItem> {
  const eventId = newId()
  await db.worker.query('insert into events (id, account_id, type, data) values ($1, $2, $3, $4)', [
    eventId,
    accountId,
    'message.received',
    JSON.stringify(received),
  ])
  await db.worker.query(
    `insert into lane_items (lane_id, ordering_key, account_id, priority, ref, event_id, attempts) values ($1, 0, $2, 2, $3, $4, $5)`,
    [laneId, accountId, newId(), eventId, attempts],
  )
  return (await itemsOf(laneId)).at(-1) as LaneItem
}

async function itemsOf(laneId: string): Promise<LaneItem[]> {
  const { rows } = await db.worker.query<LaneItem>(
    `select lane_id::text as "laneId", ordering_key::text, id::text, account_id::text as "accountId", priority::int, ref::text,
            event_id::text as "eventId", attempts::int, null as "startedAt" from lane_items where lane_id = $1 order by id`,
    [laneId],
  )
  return rows
}

/** One turn of the lane: all items, as the engine would do it. */
async function turn(laneId: string, options: Partial<DelivererDeps> = {}): Promise<DeliveryOutcome[]> {
  const { prepare, attempt, settle } = deliverer(options)
  const items = await itemsOf(laneId)
  const jobs = await prepare(items)
  const batch = await Promise.all(
    items.flatMap((item) => {
      const job = jobs.get(item.id)
      return job ? [attempt(job).then((outcome) => ({ item, outcome }))] : []
    }),
  )
  await ctx().worker.transaction((tx) => settle(tx, batch))
  return batch.map(({ outcome }) => outcome)
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return text
}

const found = async (dialect = 'native') => {
  const endpoint = await findDialectEndpoint(ctx(), caller(), dialect)
  assert.ok(endpoint)
  return endpoint
}

test('a delivery is signed so that others can verify it, and leaves its log behind and no item', async () => {
  const got: { headers: IncomingMessage['headers']; body: string; url: string | undefined }[] = []
  const url = await startReceiver(async (request, reply) => {
    got.push({ headers: request.headers, body: await readBody(request), url: request.url })
    reply.end('thanks\u0000')
  })
  const { endpoint, secret } = await endpointAt(url)
  const item = await addItem(endpoint.laneId)
  await turn(endpoint.laneId)
  const [seen] = got
  assert.ok(seen && secret)
  assert.deepEqual(new Webhook(secret).verify(seen.body, seen.headers as Record<string, string>), {
    type: 'message.received',
    data: received,
  })
  assert.deepEqual([seen.headers['webhook-id'], seen.headers['x-of'], seen.url], [item.ref, 'native', '/hook?tenant=1'])
  assert.deepEqual(await itemsOf(endpoint.laneId), [])
  const [delivery] = await listDeliveries(ctx(), caller(), endpoint.id, { limit: 10, before: null })
  assert.deepEqual([delivery?.id, delivery?.state, delivery?.eventType], [item.ref, 'delivered', 'message.received'])
  assert.deepEqual([delivery?.attempts[0]?.status, delivery?.attempts[0]?.response], [200, 'thanks\ufffd'])
})

test('a refusal waits as scheduled, keeps its id, and its log grows', async () => {
  const ids: unknown[] = []
  const url = await startReceiver((request, reply) => {
    ids.push(request.headers['webhook-id'])
    reply.writeHead(ids.length === 1 ? 500 : 204).end()
  })
  const { endpoint } = await endpointAt(url)
  await addItem(endpoint.laneId)
  const [first] = await turn(endpoint.laneId)
  assert.deepEqual([first?.kind, first?.afterMs, first?.destinationFailed], ['retry', 5000, true])
  assert.deepEqual([(await itemsOf(endpoint.laneId))[0]?.attempts, (await found()).failures], [1, 1])
  await turn(endpoint.laneId)
  assert.equal(ids[0], ids[1])
  const [delivery] = await listDeliveries(ctx(), caller(), endpoint.id, { limit: 10, before: null })
  assert.deepEqual([delivery?.state, delivery?.attempts.map(({ status }) => status)], ['delivered', [500, 204]])
  assert.deepEqual([(await found()).failures, (await found()).failingSince], [0, null])
})

test('the last attempt of the schedule fails for good', async () => {
  const url = await startReceiver((_, reply) => reply.writeHead(400).end('no'))
  const { endpoint } = await endpointAt(url)
  await addItem(endpoint.laneId, 9)
  const [outcome] = await turn(endpoint.laneId)
  assert.deepEqual([outcome?.kind, outcome?.destinationFailed], ['failed', false])
  assert.deepEqual(await itemsOf(endpoint.laneId), [])
})

test('redirects are not followed, Retry-After is honoured, long answers are cut', async () => {
  let status = 302
  const url = await startReceiver((_, reply) =>
    reply.writeHead(status, { location: 'http://127.0.0.1:1/', 'retry-after': '60' }).end('x'.repeat(300_000)),
  )
  const { endpoint } = await endpointAt(url)
  await addItem(endpoint.laneId)
  const [moved] = await turn(endpoint.laneId)
  assert.deepEqual([moved?.attempt.status, moved?.attempt.error], [302, 'redirects are not followed'])
  assert.equal(moved?.attempt.response?.length, 4096)
  status = 429
  const [slowed] = await turn(endpoint.laneId, { scheduleMs: [0, 1, 1, 1] })
  assert.deepEqual([slowed?.afterMs, slowed?.slowDown], [60_000, true])
})

test('silence, a closed port and a private address are failures, and say which', async () => {
  const silent = await startReceiver(() => {})
  const { endpoint } = await endpointAt(silent)
  await addItem(endpoint.laneId)
  const [late] = await turn(endpoint.laneId, { attemptTimeoutMs: 50 })
  assert.deepEqual([late?.kind, late?.attempt.error], ['retry', 'timeout'])
  const point = (url: string) => db.worker.query('update endpoints set url = $2 where id = $1', [endpoint.id, url])
  await point('http://127.0.0.1:1/')
  assert.equal((await turn(endpoint.laneId))[0]?.attempt.error, 'connection refused')
  await point('http://169.254.169.254/latest/meta-data')
  assert.equal((await turn(endpoint.laneId))[0]?.attempt.error, 'refused: the address is not public')
})

test('a secret that cannot be opened keeps its own endpoint waiting, and no other', async () => {
  const url = await startReceiver((_request, reply) => reply.end())
  const [damaged, healthy] = [await endpointAt(url), await endpointAt(url, 'whatsapi')]
  await db.worker.query(`update endpoints set secret_cipher = '\\x00' where id = $1`, [damaged.endpoint.id])
  const items = [await addItem(damaged.endpoint.laneId), await addItem(healthy.endpoint.laneId)]
  const { prepare, attempt } = deliverer()
  const jobs = await prepare(items)
  const outcomes = await Promise.all([...jobs.values()].map((job) => attempt(job)))
  assert.deepEqual(
    new Map(outcomes.map(({ endpointId, kind, attempt: { error } }) => [endpointId, [kind, error]])),
    new Map<string, unknown>([
      [damaged.endpoint.id, ['retry', 'internal: the secret could not be opened']],
      [healthy.endpoint.id, ['delivered', null]],
    ]),
  )
  assert.ok(outcomes.every(({ destinationFailed }) => !destinationFailed))
})

test('a body that cannot be rendered waits and is no fault of the receiver', async () => {
  const { endpoint } = await endpointAt('http://127.0.0.1:1/')
  await addItem(endpoint.laneId)
  const render = () => {
    throw new Error('bug')
  }
  const [outcome] = await turn(endpoint.laneId, { render })
  assert.deepEqual([outcome?.kind, outcome?.destinationFailed], ['retry', false])
})

test('410 disables: nothing waits any more, and the other endpoints of the account are told', async () => {
  const url = await startReceiver((_, reply) => reply.writeHead(410).end())
  const { endpoint } = await endpointAt(url)
  const { endpoint: other } = await endpointAt('http://127.0.0.1:1/', 'whatsapi')
  const { endpoint: deaf } = await endpointAt('http://127.0.0.1:1/', 'wonestop', ['message.received'])
  await addItem(endpoint.laneId)
  const { prepare, attempt, settle } = deliverer()
  const batch = await itemsOf(endpoint.laneId)
  const jobs = await prepare(batch)
  await addItem(endpoint.laneId) // comes while the first is under way
  const outcomes = await Promise.all(
    batch.map(async (item) => ({ item, outcome: await attempt(jobs.get(item.id) ?? assert.fail()) })),
  )
  await ctx().worker.transaction((tx) => settle(tx, outcomes))
  const after = await found()
  assert.deepEqual([after.enabled, after.disabledReason], [false, 'the receiver answered 410 Gone'])
  assert.deepEqual(await itemsOf(endpoint.laneId), [])
  const told = await itemsOf(other.laneId)
  const event = [...(await prepare(told)).values()][0]?.event
  assert.ok(told.length === 1 && event?.type === 'endpoint.disabled')
  assert.equal(event.data.endpointId, endpoint.id)
  assert.deepEqual(await itemsOf(deaf.laneId), [])
  await addItem(endpoint.laneId)
  assert.equal((await prepare(await itemsOf(endpoint.laneId))).size, 0)
  const [kept] = await listDeliveries(ctx(), caller(), endpoint.id, { limit: 1, before: null, state: 'failed' })
  assert.deepEqual(kept?.attempts, []) // the one that came meanwhile was never tried
  await assert.rejects(startReplay(ctx(), caller(), endpoint.id, span('failed')), { code: 'conflict' })
})

test('five days of failure disable; another URL enables again, the same one does not', async () => {
  const url = await startReceiver((_, reply) => reply.writeHead(500).end())
  const { endpoint } = await endpointAt(url)
  await addItem(endpoint.laneId)
  const age = (days: number) =>
    db.worker.query(
      `insert into endpoint_failures (endpoint_id, account_id, failing_since, failures)
       values ($1, $2, now() - $3 * interval '1 day', 20)
       on conflict (endpoint_id) do update set failing_since = excluded.failing_since`,
      [endpoint.id, accountId, days],
    )
  await age(4)
  await turn(endpoint.laneId)
  assert.equal((await found()).enabled, true)
  await age(5)
  await turn(endpoint.laneId)
  assert.equal((await found()).enabled, false)
  const [delivery] = await listDeliveries(ctx(), caller(), endpoint.id, { limit: 10, before: null })
  assert.equal(delivery?.state, 'failed')
  assert.equal((await endpointAt(url)).endpoint.enabled, false)
  const { endpoint: moved, secret } = await endpointAt('http://127.0.0.1:2/')
  assert.deepEqual([moved.id, moved.enabled, moved.failures, secret], [endpoint.id, true, 0, null])
})

test('success after success leaves the row of the endpoint alone', async () => {
  const url = await startReceiver((_, reply) => reply.end())
  const { endpoint } = await endpointAt(url)
  const version = async () =>
    (await db.worker.query<{ v: string }>('select xmin::text as v from endpoints where id = $1', [endpoint.id])).rows[0]
      ?.v
  const before = await version()
  for (let count = 0; count < 3; count++) await addItem(endpoint.laneId)
  assert.equal((await turn(endpoint.laneId)).length, 3)
  assert.equal(await version(), before)
})

test('a replay puts deliveries back once, under their own ids', async () => {
  const url = await startReceiver((_, reply) => reply.writeHead(500).end())
  const { endpoint } = await endpointAt(url)
  const item = await addItem(endpoint.laneId, 9)
  await addItem(endpoint.laneId)
  await turn(endpoint.laneId)
  assert.equal(await replayDelivery(ctx(), caller(), item.ref), true)
  assert.equal(await replayDelivery(ctx(), caller(), item.ref), false)
  assert.deepEqual([...new Set(woken)], [endpoint.laneId])
  assert.deepEqual(
    (await itemsOf(endpoint.laneId)).map(({ ref, attempts }) => [ref === item.ref, attempts]),
    [
      [false, 1],
      [true, 0],
    ],
  )
})

test('the id of a delivery follows from event and endpoint, is a UUID, and sorts by the instant of the event', async () => {
  const [event, endpoint] = [newId(), newId()]
  const bytes = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')
  const hash = createHash('sha256').update(bytes(event)).update(bytes(endpoint)).digest('hex')
  const expected = `${event.slice(0, 15)}${hash.slice(0, 3)}-b${hash.slice(3, 6)}-${hash.slice(6, 18)}`
  const { rows } = await db.worker.query<{ id: string }>('select delivery_id($1::uuid, $2::uuid)::text as id', [
    event,
    endpoint,
  ])
  assert.equal(rows[0]?.id, expected)
})

test('the same delivery twice in one batch is recorded once, at its best', async () => {
  const url = await startReceiver((_, reply) => reply.end())
  const { endpoint } = await endpointAt(url)
  const item = await addItem(endpoint.laneId)
  await db.worker.query(
    'insert into lane_items (lane_id, ordering_key, account_id, priority, ref, event_id) values ($1, 0, $2, 2, $3, $4)',
    [item.laneId, accountId, item.ref, item.eventId],
  )
  await turn(endpoint.laneId)
  const [delivery] = await listDeliveries(ctx(), caller(), endpoint.id, { limit: 10, before: null })
  assert.deepEqual([delivery?.state, delivery?.attempts.length], ['delivered', 2])
})

test('what another account owns is not there', async () => {
  const url = await startReceiver((_, reply) => reply.end())
  const { endpoint } = await endpointAt(url)
  const item = await addItem(endpoint.laneId)
  await turn(endpoint.laneId)
  const stranger = await createAccount()
  const notFound = (error: unknown) => error instanceof GatewayError && error.code === 'not_found'
  await assert.rejects(replayDelivery(ctx(), systemCaller(stranger), item.ref), notFound)
  await assert.rejects(replayDelivery(ctx(), caller(), 'nonsense'), notFound)
  await assert.rejects(startReplay(ctx(), systemCaller(stranger), endpoint.id, span('all')), notFound)
  await assert.rejects(replayEvent(ctx(), systemCaller(stranger), endpoint.id, item.eventId ?? ''), notFound)
  await assert.rejects(listDeliveries(ctx(), systemCaller(stranger), endpoint.id, { limit: 1, before: null }), notFound)
  assert.equal(await findDialectEndpoint(ctx(), systemCaller(stranger), 'native'), null)
  assert.equal(await deleteDialectEndpoint(ctx(), systemCaller(stranger), 'native'), false)
})

test('of replays to one endpoint that are started at once, one runs', async () => {
  const { endpoint } = await endpointAt('http://127.0.0.1:1/')
  const starts = await Promise.allSettled(
    Array.from({ length: 5 }, () => startReplay(ctx(), caller(), endpoint.id, span('all'))),
  )
  const codes = starts.map((start) => (start.status === 'fulfilled' ? 'started' : start.reason.code)).toSorted()
  assert.deepEqual(codes, ['conflict', 'conflict', 'conflict', 'conflict', 'started'])
})

test('registering refuses a URL inside, keeps one endpoint under a race, and deleting leaves nothing waiting', async () => {
  await assert.rejects(endpointAt('http://10.0.0.1/'), (error: unknown) => {
    assert.ok(error instanceof GatewayError)
    assert.deepEqual([error.code, error.details[0]?.field], ['invalid_request', 'url'])
    return true
  })
  const saved = await Promise.all([1, 2, 3].map(() => endpointAt('http://127.0.0.1:1/')))
  assert.equal(new Set(saved.map(({ endpoint }) => endpoint.id)).size, 1)
  assert.equal(saved.filter(({ secret }) => secret !== null).length, 1)
  const { laneId } = await found()
  await addItem(laneId)
  assert.equal(await deleteDialectEndpoint(ctx(), caller(), 'native'), true)
  assert.deepEqual([await findDialectEndpoint(ctx(), caller(), 'native'), await itemsOf(laneId)], [null, []])
})

test('an event for which the dialect has no word is not sent', async () => {
  const { endpoint } = await endpointAt('http://127.0.0.1:9/')
  await addItem(endpoint.laneId)
  assert.deepEqual(await turn(endpoint.laneId, { render: () => null }), [])
})
