import assert from 'node:assert/strict'
import { claimPending, insertPending, toJournalRows } from '@dawk/core/messaging/inbound/journal-rows.ts'
import { findMessage } from '@dawk/core/messaging/messages/message-store.ts'
import { applyReports } from '@dawk/core/messaging/messages/reports/apply-reports.ts'
import { createScheduler } from '@dawk/core/messaging/messages/scheduler.ts'
import { listNewNumbers } from '@dawk/core/messaging/numbers/health/health-store.ts'
import { newId } from '@dawk/core/platform/ids.ts'
import {
  acquireLanes,
  markStarted,
  searchLanes,
  selectItems,
  unmarkStarted,
} from '@dawk/core/platform/lanes/lane-store.ts'
import { lockAccount } from '@dawk/core/tenancy/accounts/account-store.ts'
import type { WorkerTransaction } from '@dawk/core/tenancy/unit-of-work.ts'
import { afterAll, beforeAll, onTestFinished, test } from 'vitest'
import { type Owner, openCore, sendCommand, type TestCore, unitsOfWork } from '../support/core.ts'
import { until } from '../support/processes.ts'

let core: TestCore
let owner: Owner
beforeAll(async () => {
  core = await openCore()
  owner = await core.newAccount()
})
afterAll(() => core.close())

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 29, 12, 0, seconds)).toISOString()
const accept = (change: Parameters<typeof sendCommand>[1] = {}) => core.acceptor.accept(sendCommand(owner, change))
const lease = (name: string) => ({ owner: name, kind: 'number', leaseMs: 60_000, limit: 10 })
const [ours, theirs] = [crypto.randomUUID(), crypto.randomUUID()]

/** Another process, in the middle of a transaction: it holds what `take` locked until it is let go. */
async function holding(take: (tx: WorkerTransaction) => Promise<unknown>): Promise<{ release(): Promise<void> }> {
  const [taken, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const transaction = unitsOfWork(core.db).worker.transaction(async (tx) => {
    await take(tx)
    taken.resolve()
    await gate.promise
  })
  await Promise.race([taken.promise, transaction])
  return {
    async release() {
      gate.resolve()
      await transaction
    },
  }
}

/** The embedded database has one connection: nothing is ever locked by another. */
const withTwoConnections = test.skipIf(!process.env['TEST_DATABASE_URL'])

withTwoConnections('a scheduler passes over what another one moves at this moment', async () => {
  const later = { sendAt: new Date(Date.now() + 3600_000).toISOString() }
  const [first, second] = [await accept(later), await accept(later)]
  await core.db.worker.query('update scheduled_messages set run_at = now()')
  const { release } = await holding((tx) =>
    tx.query('select from scheduled_messages where message_id = $1 for update', [first.id]),
  )
  const scheduler = createScheduler(core)
  onTestFinished(() => scheduler.stop())
  scheduler.start()
  const stateOf = async (id: string) => (await findMessage(core, owner, id))?.state
  await until('the other one is moved', async () => (await stateOf(second.id)) === 'queued')
  assert.equal(await stateOf(first.id), 'scheduled')
  await release()
  await until('what was held', async () => (await stateOf(first.id)) === 'queued')
})

withTwoConnections('a payload of the journal that another process applies at this moment is passed over', async () => {
  const [first, second] = [newId(), newId()]
  const pending = [first, second].flatMap((id) => toJournalRows([{ id, appFingerprint: 'app', body: '{}' }]))
  await insertPending(core.db.worker, pending)
  const { release } = await holding((tx) => claimPending(tx, 1))
  const claimed = await unitsOfWork(core.db).worker.transaction(async (tx) => {
    await tx.run("set local lock_timeout = '1s'") // whoever waits for the other fails
    return claimPending(tx, 1)
  })
  assert.deepEqual(
    claimed.map(({ id }) => id),
    [second],
  )
  await release()
  assert.deepEqual(await core.db.worker.many('select id from journal_pending'), [])
})

withTwoConnections(
  'a lane that another process takes at this moment is passed over, by name and in a search',
  async () => {
    const free = await core.newAccount()
    await accept()
    await core.acceptor.accept(sendCommand(free))
    const { release } = await holding((tx) => tx.query('select from lanes where id = $1 for update', [owner.laneId]))
    const laneIds = [owner.laneId, free.laneId]
    const acquired = await acquireLanes(core.db.worker, { ...lease(ours), laneIds })
    assert.deepEqual(
      acquired.map(({ id }) => id),
      [free.laneId],
    )
    const { rows } = await searchLanes(core.db.worker, { ...lease(theirs), held: [] })
    assert.deepEqual(rows, [], 'one is held, the other is locked')
    await release()
  },
)

withTwoConnections(
  'reports of one message wait for each other: the later one in the database decides from the first',
  async () => {
    const { id } = await accept()
    const report = (status: 'sent' | 'delivered' | 'read', seconds: number) => ({
      accountId: owner.accountId,
      messageId: id,
      report: { status, at: at(seconds), wamid: `wamid.${id}` },
    })
    await unitsOfWork(core.db).worker.transaction((tx) => applyReports(tx, [report('sent', 1)]))
    const { release } = await holding((tx) => applyReports(tx, [report('read', 3)]))
    const late = unitsOfWork(core.db).worker.transaction((tx) => applyReports(tx, [report('delivered', 2)]))
    await until('it waits', async () => {
      const { rows } = await core.db.worker.query(`select from pg_locks where not granted`)
      return rows.length > 0
    })
    await release()
    await late
    const message = await findMessage(core, owner, id)
    assert.deepEqual([message?.state, message?.readAt], ['read', at(3)])
    const { rows } = await core.db.worker.query<{ type: string }>(
      `select type from events where account_id = $1 and data ->> 'messageId' = $2 order by id`,
      [owner.accountId, id],
    )
    assert.deepEqual(
      rows.map(({ type }) => type),
      ['message.status.sent', 'message.status.read'],
      'what comes after `read` is no move',
    )
  },
)

withTwoConnections(
  'numbers of an account that somebody is changing are listed for health later, and nobody waits',
  async () => {
    const [changing, calm] = [await core.newAccount(), await core.newAccount()]
    const mine = [changing.accountId, calm.accountId]
    await core.db.worker.query('update numbers set sandbox = false where account_id = any ($1::uuid[])', [mine])
    const listed = async () =>
      (
        await core.db.worker.many<{ accountId: string }>(
          'select account_id from number_health where account_id = any ($1::uuid[])',
          [mine],
        )
      ).map(({ accountId }) => accountId)
    const { release } = await holding((tx) => lockAccount(tx, changing.accountId))
    await unitsOfWork(core.db).worker.transaction(async (tx) => {
      await tx.run("set local lock_timeout = '1s'") // whoever waits for the other fails
      await listNewNumbers(tx)
    })
    assert.deepEqual(await listed(), [calm.accountId])
    await release()
    await listNewNumbers(core.db.worker)
    assert.deepEqual((await listed()).sort(), mine.toSorted())
  },
)

test('a status moves no message of another number of the account', async () => {
  const { id } = await accept()
  const other = await core.newAccount()
  const report = { status: 'delivered' as const, at: at(1), wamid: `wamid.${id}` }
  const { missing } = await unitsOfWork(core.db).worker.transaction((tx) =>
    applyReports(tx, [{ accountId: owner.accountId, messageId: id, numberId: other.numberId, report }]),
  )
  assert.equal(missing.length, 1)
  assert.equal((await findMessage(core, owner, id))?.state, 'queued')
})

/** An item of a fresh number, under a lease that ends so many milliseconds from now. */
async function leasedItem(leaseMs: number) {
  const { worker } = core.db
  const fresh = await core.newAccount()
  await core.acceptor.accept(sendCommand(fresh))
  await acquireLanes(worker, { ...lease(ours), leaseMs, laneIds: [fresh.laneId] })
  const [item] = await selectItems(worker, [{ laneId: fresh.laneId, count: 1, before: 4, known: [], full: [] }])
  assert.ok(item)
  return { fresh, item }
}

test('nothing is marked to leave under a lease that has ended, or that another process has', async () => {
  const ended = await leasedItem(-1)
  assert.equal((await markStarted(core.db.worker, ours, [ended.item])).size, 0)
  const held = await leasedItem(60_000)
  assert.equal((await markStarted(core.db.worker, theirs, [held.item])).size, 0)
  assert.equal((await markStarted(core.db.worker, ours, [held.item])).size, 1)
  assert.equal((await markStarted(core.db.worker, ours, [held.item])).size, 0, 'it is marked already')
})

test('taking a mark back leaves the mark of a later owner', async () => {
  const { worker } = core.db
  const { fresh, item } = await leasedItem(60_000)
  const isMarked = async () => {
    const { rows } = await worker.query('select from lane_items where id = $1 and started_at is not null', [item.id])
    return rows.length === 1
  }
  await markStarted(worker, ours, [item])
  await unmarkStarted(worker, [item])
  assert.equal(await isMarked(), false)
  await worker.query('update lanes set lease_owner = $1 where id = $2', [theirs, fresh.laneId])
  await markStarted(worker, theirs, [{ ...item, attempts: 1 }])
  await unmarkStarted(worker, [item])
  assert.equal(await isMarked(), true)
})
