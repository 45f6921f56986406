import assert from 'node:assert/strict'
import { findMessage } from '@dawk/core/messaging/messages/message-store.ts'
import { createMaintenance } from '@dawk/core/operations/maintenance.ts'
import type { KeepDays } from '@dawk/core/operations/retention.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { type Owner, openCore, sendCommand, type TestCore } from '../support/core.ts'

let core: TestCore
let owner: Owner
beforeAll(async () => {
  core = await openCore()
  owner = await core.newAccount()
})
afterAll(() => core.close())

const forEver: KeepDays = { messages: null, journal: null, events: null, deliveries: null }

/** Runs the chores as if it were so many whole months from now; what is there belongs to the present one. */
async function runAfterMonths(months: number, keepDays: Partial<KeepDays>, days = 0): Promise<void> {
  const now = new Date()
  const then = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1 + days))
  const maintenance = createMaintenance({ ...core, keepDays: { ...forEver, ...keepDays }, now: () => then })
  await maintenance.run()
}

async function months(table: string): Promise<string[]> {
  const { rows } = await core.db.worker.query<{ part: string }>(
    `select inhrelid::regclass::text as part from pg_inherits where inhparent = $1::text::regclass order by 1`,
    [table],
  )
  return rows.map(({ part }) => part).filter((part) => !part.endsWith('_default'))
}

const query = <Row = unknown>(sql: string, params: unknown[] = []) => core.db.worker.query<Row>(sql, params)
const countOf = async (sql: string, params: unknown[] = []) => (await query(sql, params)).rows.length

async function newSentMessage(): Promise<string> {
  const { id } = await core.acceptor.accept(sendCommand(owner))
  await query(`insert into wamids (wamid, account_id, message_id) values ($1, $2, $3)`, [
    `w-${id}`,
    owner.accountId,
    id,
  ])
  return id
}

test('a month is dropped so many days after its end, and not a day before', async () => {
  const before = await months('journal')
  await runAfterMonths(1, { journal: 30 }, 29)
  assert.deepEqual(await months('journal'), before)
  await runAfterMonths(1, { journal: 30 }, 30)
  assert.deepEqual(await months('journal'), before.slice(1))
  for (const table of ['messages', 'events', 'deliveries']) assert.equal((await months(table)).length, before.length)
})

test('what is kept for ever stays', async () => {
  await runAfterMonths(1000, {})
  assert.equal((await months('messages')).length, 3)
})

test('a month in which something is still to be done stays', async () => {
  await runAfterMonths(0, {}) // the months that the tests before have dropped
  const id = crypto.randomUUID()
  const inMonth = `(select overlay(uuid_v7()::text placing right($1, 8) from 29)::uuid)`
  await query(`insert into journal_pending (id) values (${inMonth})`, [id])
  const waiting = await newSentMessage()
  await query(
    `insert into lane_items (lane_id, ordering_key, account_id, priority, ref, event_id) values (0, 0, $2, 2, ${inMonth}, ${inMonth})`,
    [id, owner.accountId],
  )
  const all = { messages: 1, journal: 1, events: 1, deliveries: 1 }
  const tables = ['messages', 'journal', 'events', 'deliveries']
  const before = await Promise.all(tables.map(months))
  await runAfterMonths(12, all)
  assert.deepEqual(await Promise.all(tables.map(months)), before)
  assert.ok(await findMessage(core, owner, waiting))

  await query('delete from journal_pending')
  await query('delete from lane_items')
  await query(
    `insert into scheduled_messages (message_id, account_id, lane_id, ordering_key, priority, run_at)
     values ($1, $2, 0, 0, 2, now() + interval '1 year')`,
    [waiting, owner.accountId],
  )
  await runAfterMonths(12, all)
  assert.deepEqual(
    (await Promise.all(tables.map(months))).map((list) => list.length),
    [before[0]?.length, 0, 0, 0],
  )
  await query('delete from scheduled_messages')
})

test('with a month of messages go the wamids of its messages, and no others', async () => {
  const id = await newSentMessage()
  await query('delete from lane_items')
  await query(
    `insert into wamids (wamid, account_id, message_id) values ('later', $1, uuid_v7_floor(now() + interval '50 days'))`,
    [owner.accountId],
  )
  const before = await months('messages')
  await runAfterMonths(1, { messages: 1 }, 2)
  assert.deepEqual(await months('messages'), before.slice(1))
  assert.equal(await findMessage(core, owner, id), null)
  assert.equal(await countOf('select from wamids where wamid = $1', [`w-${id}`]), 0)
  assert.equal(await countOf(`select from wamids where wamid = 'later'`), 1)
})

test('rows that found no month are counted; the other chores are done all the same', async () => {
  await query(
    `insert into journal (id, app_fingerprint, bodies) values (uuid_v7_floor('2001-01-01'), 'app', array['{}'])`,
  )
  await query(
    `insert into parked_statuses (wamid, number_id, report, parked_at) values ('old', $1, '{}', now() - interval '4 days')`,
    [owner.numberId],
  )
  const maintenance = createMaintenance({ ...core, keepDays: forEver })
  await maintenance.run()
  assert.deepEqual(maintenance.strays(), { messages: 0, journal: 1, events: 0, deliveries: 0 })
  assert.equal(await countOf(`select from parked_statuses where wamid = 'old'`), 0)
})

test('an account’s role may drop nothing, and the worker’s nothing but months', async () => {
  const [part = ''] = await months('messages')
  await assert.rejects(
    core.db.asAccounts([owner.accountId], (tx) => tx.query('select drop_partition($1, $2)', ['messages', part])),
    /permission denied/,
  )
  for (const [parent, name] of [
    ['messages', 'messages_default'],
    ['accounts', 'accounts_202601'],
    ['messages', 'events_202601'],
  ])
    await assert.rejects(query('select drop_partition($1, $2)', [parent, name]), /is no month of/)
})

test('the words of a last message go with its month, the conversation stays', async () => {
  await runAfterMonths(0, {})
  const id = await newSentMessage()
  const { accountId, numberId } = owner
  const contactId = crypto.randomUUID()
  await query(
    `insert into conversations (id, account_id, number_id, contact_id, peers, last_at, last_message_id, last_preview)
     values ($1, $2, $3, $1, '{}', now(), $4, 'secret')`,
    [contactId, accountId, numberId, id],
  )
  await query('delete from lane_items')
  await runAfterMonths(12, { messages: 1 })
  const { rows } = await core.db.worker.query('select last_preview, last_message_id from conversations where id = $1', [
    contactId,
  ])
  assert.deepEqual(rows, [{ lastPreview: null, lastMessageId: null }])
})

test.skipIf(process.env['TEST_DATABASE_URL'])(
  'the embedded database takes back the room of rows that are gone',
  async () => {
    const bytes = async () =>
      Number(
        (await query<{ bytes: string }>(`select pg_relation_size('event_subscribers') as bytes`)).rows.map(
          ({ bytes }) => bytes,
        )[0],
      )
    await query(
      `insert into event_subscribers (name, cursor) select 'one ' || g, 0 from generate_series(1, 20000) as g`,
    )
    const full = await bytes()
    await query(`delete from event_subscribers where name like 'one %'`)
    assert.equal(await bytes(), full)
    await runAfterMonths(0, {})
    assert.ok((await bytes()) < full / 10, `${await bytes()} of ${full} bytes`)
  },
)
