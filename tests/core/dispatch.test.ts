import assert from 'node:assert/strict'
import { createCloudApiClient } from '@dawk/cloud-api/client.ts'
import { createAcceptedContents } from '@dawk/core/messaging/dispatch/accepted-contents.ts'
import { createDispatchEngine } from '@dawk/core/messaging/dispatch/dispatch-lanes.ts'
import { createMediaResolver } from '@dawk/core/messaging/dispatch/resolve-media.ts'
import { resolveUnconfirmed } from '@dawk/core/messaging/dispatch/unconfirmed-attempts.ts'
import { createDirectoryStore } from '@dawk/core/messaging/media/stores/directory-store.ts'
import { findMessage } from '@dawk/core/messaging/messages/message-store.ts'
import { applyReports } from '@dawk/core/messaging/messages/reports/apply-reports.ts'
import { retryMessage } from '@dawk/core/messaging/messages/retry-message.ts'
import { createBatchAcceptor } from '@dawk/core/messaging/messages/send/accept-batch.ts'
import type { AcceptedMessage } from '@dawk/core/messaging/messages/send/send-command.ts'
import { createNumberDirectory } from '@dawk/core/messaging/numbers/number-directory.ts'
import { recordHeartbeat } from '@dawk/core/messaging/numbers/webhook-gaps.ts'
import { createHoldings } from '@dawk/core/messaging/templates/held-messages.ts'
import type { Database } from '@dawk/core/platform/database/database.ts'
import { toQueryable } from '@dawk/core/platform/database/queryable.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { newIdAt } from '@dawk/core/platform/ids.ts'
import type { LaneItem } from '@dawk/core/platform/lanes/lane-item.ts'
import { markStarted, selectItems } from '@dawk/core/platform/lanes/lane-store.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import { createPartnershipDirectory } from '@dawk/core/tenancy/partners/partnership-directory.ts'
import { type Simulator, startSimulator } from '@dawk/simulator/simulator.ts'
import { afterAll, beforeAll, onTestFinished, test } from 'vitest'
import { freshPhone, type SimulatorControl, simulatorControl } from '../flow/simulator-control.ts'
import { newAccountAt, type Owner, openCore, sendCommand, type TestCore, unitsOfWork } from '../support/core.ts'
import { until } from '../support/processes.ts'

let core: TestCore
let simulator: Simulator
let control: SimulatorControl
beforeAll(async () => {
  core = await openCore()
  simulator = await startSimulator({ port: 0 })
  control = simulatorControl(simulator.url)
})
afterAll(async () => {
  await simulator.close()
  await core.close()
})

interface TestContext {
  onTestFinished(fn: () => Promise<void>): void
}

/** Dispatch against the simulator, on a database as the test wants it; what is unconfirmed stays so for a minute. */
function startEngine(t: TestContext, db: Database, maxWaiting?: number) {
  const graph = createCloudApiClient({ baseUrl: simulator.url })
  const engine = createDispatchEngine({
    db,
    log: core.log,
    graph: () => graph,
    worker: unitsOfWork(db).worker,
    numbers: createNumberDirectory(core),
    holdings: createHoldings(db.worker, createPartnershipDirectory(db.worker)),
    media: createMediaResolver({ db, log: core.log, graph: () => graph, store: createDirectoryStore('/nowhere') }),
    contents: createAcceptedContents(),
    departures: async () => new Map(),
    confirmGraceMs: 60_000,
    leaseMs: 10_000,
    onAttempt: () => undefined,
    maxLanes: 100,
    ...(maxWaiting !== undefined && { maxWaiting }),
  })
  engine.start()
  t.onTestFinished(async () => {
    await engine.stop()
    await graph.close()
  })
  return engine
}

/** The same database, but `meddle` comes before each query outside of transactions. */
function meddled(meddle: (sql: string) => Promise<void> | undefined): Database {
  const { worker } = core.db
  const query: typeof worker.query = async (sql, params) => {
    await meddle(sql)
    return worker.query(sql, params)
  }
  return { ...core.db, worker: { ...toQueryable(query), transaction: worker.transaction } }
}

const isFetch = (sql: string) => sql.includes('m.content::text')
const isUnmark = (sql: string) => /set started_at = null\s+from/.test(sql)
const away = () => Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))

const newNumber = () => newAccountAt(core, simulator.url, { openWindow: true })

async function assertSentPlainly({ accountId }: Owner, id: string): Promise<void> {
  const find = () => findMessage(core, { accountId }, id)
  await until('the message is sent', async () => (await find())?.state === 'sent', 10_000)
  const told = (await find())?.timeline.map(({ status }) => status)
  assert.deepEqual(told?.slice(-1), ['sent'])
  assert.ok(!told?.includes('resent') && !told?.includes('unknown'), String(told))
  assert.equal((await control.sendsOf(id)).length, 1)
}

test('a batch whose contents could not be fetched did not leave: it leaves plainly, also when the database is away for its mark', async (t) => {
  const owner = await newNumber()
  const { id } = await core.acceptor.accept(sendCommand(owner))
  const failures = { fetch: 1, unmark: 2 }
  const meddle = (sql: string) => {
    if (isFetch(sql) && failures.fetch-- > 0) return away()
    if (isUnmark(sql) && failures.unmark-- > 0) return away()
    return undefined
  }
  startEngine(t, meddled(meddle))
  await assertSentPlainly(owner, id)
  assert.ok(failures.fetch < 0 && failures.unmark < 0, 'both were meddled with')
})

test('what was marked under a lease that is lost before it leaves is not sent, and is not unconfirmed at the next owner', async (t) => {
  const owner = await newNumber()
  const { id } = await core.acceptor.accept(sendCommand(owner))
  const gate = Promise.withResolvers<void>()
  let fetches = 0
  const meddle = (sql: string) => {
    if (!isFetch(sql)) return undefined
    fetches += 1
    return fetches === 1 ? gate.promise : undefined
  }
  const engine = startEngine(t, meddled(meddle))
  await until('it is about to leave', async () => fetches > 0)
  await core.db.worker.query(
    `update lanes set lease_owner = gen_random_uuid(), lease_until = now() + interval '1 hour' where id = $1::bigint`,
    [owner.laneId],
  )
  await until('the lane is lost', async () => !engine.holds(owner.laneId))
  gate.resolve()
  await until('the mark is gone', async () => {
    const { rows } = await core.db.worker.query(`select from lane_items where ref = $1 and started_at is null`, [id])
    return rows.length === 1
  })
  assert.equal((await control.sendsOf(id)).length, 0)
  await core.db.worker.query(`update lanes set lease_owner = null where id = $1::bigint`, [owner.laneId])
  await assertSentPlainly(owner, id)
})

/** Its next attempt is the last that the rules allow, and it is due. */
async function makeLastAttempt(id: string, attemptsMade: number): Promise<void> {
  await until('the last attempt', async () => {
    const { rows } = await core.db.worker.query(
      `update lane_items set attempts = $2, run_at = now() where ref = $1 and started_at is null returning id`,
      [id, attemptsMade],
    )
    return rows.length === 1
  })
}

test.each([
  ['15550000003', 131056, 7],
  ['15550000004', 130429, 299],
  ['15550000006', 131000, 7],
])('the refused number %s is tried again, and fails with %i when the tries are used up', async (to, code, retries) => {
  const owner = await newNumber()
  startEngine({ onTestFinished }, core.db)
  const { id } = await core.acceptor.accept(sendCommand(owner, { to: { phone: to, userId: null } }))
  const find = async () => findMessage(core, owner, id)
  await until('a retry is ahead', async () => (await find())?.state === 'retrying')
  await makeLastAttempt(id, retries)
  const failed = await until('the end', async () => {
    const found = await find()
    return found?.state === 'failed' && found
  })
  assert.equal(failed.error?.code, code)
  assert.deepEqual(
    failed.timeline.map(({ status }) => status),
    ['queued', 'retrying', 'failed'],
  )
  assert.equal((await control.sendsOf(id)).length, 0)
  const { rows } = await core.db.worker.query(`select from lane_items where ref = $1`, [id])
  assert.equal(rows.length, 0, 'nothing waits any more')
})

/** Its attempt leaves, no outcome comes, and its grace is over. */
async function resolveWithoutNews(owner: Owner): Promise<void> {
  const items = await markAndLose(owner)
  await unitsOfWork(core.db).worker.transaction(async (tx) =>
    assert.equal((await resolveUnconfirmed(tx, items, [], 60_000)).size, 0),
  )
}

async function markAndLose({ laneId }: Owner): Promise<LaneItem[]> {
  const { worker } = core.db
  const name = crypto.randomUUID()
  await worker.query(
    `update lanes set lease_owner = $1, lease_until = now() + interval '1 hour' where id = $2::bigint`,
    [name, laneId],
  )
  const loaded = await selectItems(worker, [{ laneId, count: 10, before: 4, known: [], full: [] }])
  assert.equal((await markStarted(worker, name, loaded)).size, 1)
  const items = loaded.map((item) => ({ ...item, attempts: item.attempts + 1 }))
  const at = new Date().toISOString()
  await unitsOfWork(core.db).worker.transaction((tx) =>
    applyReports(
      tx,
      items.map(({ accountId, ref }) => ({ accountId, messageId: ref, report: { status: 'unknown', at } })),
    ),
  )
  return items
}

test('a message resent after an unknown outcome, and retried by hand later, is resent again after a new unknown outcome: once each time', async () => {
  const owner = await core.newAccount()
  const { id } = await core.acceptor.accept(sendCommand(owner))
  const told = async () => (await findMessage(core, owner, id))?.timeline.map(({ status }) => status).join(' ')
  await resolveWithoutNews(owner)
  await resolveWithoutNews(owner)
  const first = 'queued unknown resent unknown failed'
  assert.equal(await told(), first)
  await retryMessage(core, systemCaller(owner.accountId), id)
  await resolveWithoutNews(owner)
  assert.equal(await told(), `${first} queued unknown resent`)
  await resolveWithoutNews(owner)
  assert.equal(await told(), `${first} queued unknown resent unknown failed`)
})

test('under the policy to fail, an unknown outcome of a retried attempt fails as the first one did', async () => {
  const owner = await core.newAccount()
  const { id } = await core.acceptor.accept(sendCommand(owner, { policy: 'fail' }))
  await resolveWithoutNews(owner)
  await retryMessage(core, systemCaller(owner.accountId), id)
  await resolveWithoutNews(owner)
  const told = (await findMessage(core, owner, id))?.timeline.map(({ status }) => status)
  assert.deepEqual(told, ['queued', 'unknown', 'failed', 'queued', 'unknown', 'failed'])
})

test('an unknown outcome that a later owner has decided, and tries again, is left to that one', async () => {
  const owner = await core.newAccount()
  const { id } = await core.acceptor.accept(sendCommand(owner))
  const stale = await markAndLose(owner)
  await core.db.worker.query('update lane_items set attempts = attempts + 1 where ref = $1', [id])
  await unitsOfWork(core.db).worker.transaction((tx) => resolveUnconfirmed(tx, stale, [], 60_000))
  assert.equal(await timelineOf(owner, id), 'queued unknown')
  const { rows } = await core.db.worker.query('select from lane_items where ref = $1 and started_at is not null', [id])
  assert.equal(rows.length, 1, 'its attempt goes on')
})

/** One attempt left, and nobody knows what became of it. */
async function startUnconfirmed(
  owner: Owner,
  graceMs = 60_000,
): Promise<{ id: string; decide: () => Promise<boolean> }> {
  const { id } = await core.acceptor.accept(sendCommand(owner))
  const items = await markAndLose(owner)
  return {
    id,
    decide: () =>
      unitsOfWork(core.db).worker.transaction(
        async (tx) => (await resolveUnconfirmed(tx, items, [], graceMs)).size === 0,
      ),
  }
}

const timelineOf = async ({ accountId }: Owner, id: string) =>
  (await findMessage(core, { accountId }, id))?.timeline.map(({ status }) => status).join(' ')

/** When somebody last took webhooks, and until when Meta repeats what nobody took, as intervals from now. */
const setReceiving = (alive: string, settled: string) =>
  core.db.worker.query(
    `insert into receiving as r (alive_at, settled_at, gap_at) values (now() + $1::interval, now() + $2::interval, now())
     on conflict (single) do update set alive_at = excluded.alive_at, settled_at = excluded.settled_at`,
    [alive, settled],
  )

test('an attempt unconfirmed is not decided while nobody takes webhooks, nor until an outage as long again is over', async () => {
  const owner = await core.newAccount()
  onTestFinished(() => void core.db.worker.query('delete from receiving'))
  const { id, decide } = await startUnconfirmed(owner)
  await setReceiving('-130 seconds', '-1 day')
  assert.equal(await decide(), false, 'nobody takes webhooks')
  await recordHeartbeat(core.db.worker, 60_000)
  assert.equal(await decide(), false, 'back a moment ago, after 130 seconds')
  const { rows } = await core.db.worker.query<{ left: number }>(
    `select extract(epoch from settled_at - now())::int as left from receiving`,
  )
  assert.ok(Math.abs((rows[0]?.left ?? 0) - 150) <= 5, `settled in ${rows[0]?.left} s`)
  await setReceiving('0', '-1 second')
  assert.equal(await decide(), true)
  assert.equal(await timelineOf(owner, id), 'queued unknown resent')
})

test('an absence counts as soon as it is a third of the grace: what it kept away is repeated before an unknown outcome is decided', async () => {
  const owner = await core.newAccount()
  onTestFinished(() => void core.db.worker.query('delete from receiving'))
  const { id, decide } = await startUnconfirmed(owner, 4000)
  await setReceiving('-2 seconds', '-1 day')
  assert.equal(await decide(), false, 'nobody takes webhooks')
  await recordHeartbeat(core.db.worker, 4000)
  assert.equal(await decide(), false, 'what came within these two seconds comes again within as many')
  await setReceiving('-1 second', '-1 day')
  await recordHeartbeat(core.db.worker, 4000)
  assert.equal(await decide(), true)
  assert.equal(await timelineOf(owner, id), 'queued unknown resent')
})

test('an attempt unconfirmed is not decided while webhooks wait to be applied', async () => {
  const owner = await core.newAccount()
  const { id, decide } = await startUnconfirmed(owner)
  const journalId = newIdAt(Date.now() - 10_000)
  const { query } = core.db.worker
  await query("insert into journal_pending (id, run_at) values ($1, now() + interval '1 hour')", [journalId])
  assert.equal(await decide(), false)
  await query('delete from journal_pending where id = $1', [journalId])
  await query(
    `insert into unapplied_items (journal_id, digest, app_fingerprint, payload, error) values ($1, 'd', 'app', '{}', 'e')`,
    [journalId],
  )
  assert.equal(await decide(), false, 'a part that is set aside is tried again')
  await query('update unapplied_items set run_at = null')
  assert.equal(await decide(), true, 'what was given up is waited for no longer')
  await query('delete from unapplied_items')
  assert.equal(await timelineOf(owner, id), 'queued unknown resent')
})

test("one account's unreadable token is its own: messages of others leave, its own wait and say why", async (t) => {
  const [damaged, healthy] = [await newNumber(), await newNumber()]
  await core.db.worker.query(`update numbers set token_cipher = '\\x00' where id = $1`, [damaged.numberId])
  const stuck = await core.acceptor.accept(sendCommand(damaged))
  const sent = await core.acceptor.accept(sendCommand(healthy))
  startEngine(t, core.db)
  await assertSentPlainly(healthy, sent.id)
  const waiting = await until('the other one waits', async () => {
    const found = await findMessage(core, damaged, stuck.id)
    return found?.state === 'retrying' && found
  })
  assert.match(waiting.error?.title ?? '', /cannot be opened/)
  assert.equal((await control.sendsOf(stuck.id)).length, 0)
})

const toAnyone = (owner: Owner) => sendCommand(owner, { to: { phone: freshPhone(), userId: null } })

test('beyond its limit a number takes no more and says when to come back; others are not held, and what waits drains', async (t) => {
  const unlimited = { openWindow: true, throughputPerSecond: null, pairLimit: false }
  const owner = await newAccountAt(core, simulator.url, unlimited)
  const other = await newNumber()
  const setPace = (perSecond: number | null) =>
    core.db.worker.query('update lanes set per_second = $2 where id = $1::bigint', [owner.laneId, perSecond])
  await setPace(1)
  const engine = startEngine(t, core.db, 20)
  const { acceptBatch } = createBatchAcceptor({ db: core.db, wakeLanes: () => undefined })
  const batch = () =>
    acceptBatch({
      ...{ accountId: owner.accountId, indexes: [0, 1], refused: [], idempotency: null },
      commands: [toAnyone(owner), toAnyone(owner)],
    })
  const ids = await Promise.all(Array.from({ length: 60 }, () => core.acceptor.accept(toAnyone(owner))))
  engine.wake([owner.laneId])
  const refusal = await until(
    'an accept is refused',
    async () => {
      const answer = await core.acceptor.accept(toAnyone(owner)).catch((error: unknown) => error)
      if (answer instanceof GatewayError) return answer
      ids.push(answer as AcceptedMessage)
      return false
    },
    20_000,
  )
  assert.deepEqual([refusal.code, (refusal.retryAfterSeconds ?? 0) >= 1], ['overloaded', true])
  await assert.rejects(batch(), (error) => error instanceof GatewayError && error.code === 'overloaded')
  await core.acceptor.accept(toAnyone(other))

  await setPace(null)
  engine.refresh(owner.laneId)
  await until('what was accepted is sent', async () => (await control.sendsOf(ids.at(-1)?.id ?? '')).length > 0, 20_000)
  const after = await until(
    'an accept is taken again',
    () => core.acceptor.accept(toAnyone(owner)).catch(() => false as const),
    20_000,
  )
  engine.wake([owner.laneId])
  for (const { id } of [...ids, after])
    await until('each message has left', async () => (await control.sendsOf(id)).length === 1, 20_000)
})
