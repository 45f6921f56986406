import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { cancelMessage } from '@dawk/core/messaging/messages/cancel-message.ts'
import { findMessage } from '@dawk/core/messaging/messages/message-store.ts'
import { applyReports } from '@dawk/core/messaging/messages/reports/apply-reports.ts'
import { createScheduler } from '@dawk/core/messaging/messages/scheduler.ts'
import type { SendCommand } from '@dawk/core/messaging/messages/send/send-command.ts'
import type { Database } from '@dawk/core/platform/database/database.ts'
import { markStarted, selectItems } from '@dawk/core/platform/lanes/lane-store.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { type Owner, openCore, sendCommand, type TestCore, unitsOfWork } from '../support/core.ts'
import { until } from '../support/processes.ts'

let core: TestCore
beforeAll(async () => {
  core = await openCore()
})
afterAll(() => core.close())

const anHour = 3_600_000
const cancel = (owner: Owner, id: string, db: Database = core.db) =>
  cancelMessage(unitsOfWork(db), systemCaller(owner.accountId), id)
const stateOf = async (owner: Owner, id: string) => (await findMessage(core, owner, id))?.state
const itemsOf = ({ laneId }: Owner) =>
  selectItems(core.db.worker, [{ laneId, count: 10, before: 4, known: [], full: [] }])

async function accept(change: Partial<SendCommand> = {}) {
  const owner = await core.newAccount()
  const { id } = await core.acceptor.accept(sendCommand(owner, change))
  return { owner, id }
}

/** As a dispatcher does that leased the lane and is about to send. */
async function lease(owner: Owner): Promise<() => Promise<Set<string>>> {
  const worker = randomUUID()
  await core.db.worker.query(
    `update lanes set lease_owner = $1, lease_until = now() + interval '1 hour' where id = $2::bigint`,
    [worker, owner.laneId],
  )
  const items = await itemsOf(owner)
  assert.equal(items.length, 1)
  return () => markStarted(core.db.worker, worker, items)
}

test.each([
  ['a waiting message', {}],
  ['a waiting message to a user id', { to: { phone: null, userId: 'IN.1' } }],
  ['a waiting message to a number of two spellings', { to: { phone: '5215512345678', userId: null } }],
  ['a scheduled message', { sendAt: new Date(Date.now() + anHour).toISOString() }],
])('%s is taken back, is told of, and nothing of it stays in its lane', async (_, change) => {
  const { owner, id } = await accept(change)
  assert.equal(await cancel(owner, id), id)
  assert.deepEqual([await stateOf(owner, id), await itemsOf(owner)], ['canceled', []])
  const { rows } = await core.db.worker.query<{ kind: string }>(
    `select 'scheduled' as kind from scheduled_messages where message_id = $1 union all
     select type from events where data ->> 'messageId' = $1::text`,
    [id],
  )
  assert.deepEqual(rows, [{ kind: 'message.status.canceled' }])
  await assert.rejects(cancel(owner, id), { code: 'conflict' })
})

test('the cancel wins: who is about to send finds nothing to mark', async () => {
  const { owner, id } = await accept()
  const mark = await lease(owner)
  let deleted = () => {}
  const hasDeleted = new Promise<void>((resolve) => {
    deleted = resolve
  })
  let letCommit = () => {}
  const mayCommit = new Promise<void>((resolve) => {
    letCommit = resolve
  })
  const held: Database = {
    ...core.db,
    asAccounts: (ids, work) =>
      core.db.asAccounts(ids, async (tx) => {
        const result = await work(tx)
        deleted()
        await mayCommit
        return result
      }),
  }
  const canceled = cancel(owner, id, held)
  await hasDeleted
  const marked = mark() // waits for the row
  letCommit()
  assert.deepEqual([await canceled, (await marked).size], [id, 0])
  assert.equal(await stateOf(owner, id), 'canceled')
})

test('the mark wins: the cancel waits for it and is refused, and the message stays as it was', async () => {
  const { owner, id } = await accept()
  const items = await itemsOf(owner)
  let refused: Promise<void> | undefined
  await core.db.worker.transaction(async (tx) => {
    await tx.query('update lane_items set started_at = now() where id = $1::bigint', [items[0]?.id])
    refused = assert.rejects(cancel(owner, id), { code: 'conflict' })
    await new Promise((resolve) => setImmediate(resolve))
  })
  await refused
  assert.equal(await stateOf(owner, id), 'processing')
  assert.equal((await itemsOf(owner)).length, 1)
})

test('of cancels and marks at once exactly one succeeds, whichever it is', async () => {
  for (let round = 0; round < 20; round += 1) {
    const { owner, id } = await accept()
    const mark = await lease(owner)
    const cancelAll = () =>
      Promise.all(
        Array.from({ length: 3 }, () =>
          cancel(owner, id).then(
            () => 1,
            () => 0,
          ),
        ),
      )
    const [canceled, marked] = await (round % 2 === 0
      ? Promise.all([cancelAll(), mark()])
      : Promise.all([mark(), cancelAll()]).then(([set, all]) => [all, set] as const))
    assert.equal(canceled.reduce((sum: number, one) => sum + one, 0) + marked.size, 1)
    assert.equal(await stateOf(owner, id), marked.size === 1 ? 'processing' : 'canceled')
  }
})

test('a message that falls due while it is canceled is either canceled or queued, never both', async () => {
  const due = await Promise.all(
    Array.from({ length: 20 }, () => accept({ sendAt: new Date(Date.now() + 50).toISOString() })),
  )
  await until('all of them to be due', async () => {
    const { rows } = await core.db.worker.query(`select from scheduled_messages where run_at <= now()`)
    return rows.length === due.length
  })
  const scheduler = createScheduler(core)
  scheduler.start()
  await Promise.all(due.map(({ owner, id }) => cancel(owner, id)))
  await scheduler.stop()
  for (const { owner, id } of due) assert.deepEqual([await stateOf(owner, id), await itemsOf(owner)], ['canceled', []])
})

test('what has left, is not there, or is another account’s is not canceled', async () => {
  const { owner, id } = await accept()
  const { owner: stranger } = await accept()
  await assert.rejects(cancel(stranger, id), { code: 'not_found' })
  for (const odd of [randomUUID(), 'wamid.x', 'x', "'", '\0'])
    await assert.rejects(cancel(owner, odd), { code: 'not_found' })
  const report = { status: 'sent', at: new Date().toISOString(), wamid: `wamid.${id}` } as const
  await unitsOfWork(core.db).worker.transaction((tx) =>
    applyReports(tx, [{ accountId: owner.accountId, messageId: id, report }]),
  )
  await assert.rejects(cancel(owner, `wamid.${id}`), { code: 'conflict' })
  assert.equal(await stateOf(owner, id), 'sent')
})
