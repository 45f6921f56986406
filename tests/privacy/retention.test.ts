import assert from 'node:assert/strict'
import { findMessage } from '@dawk/core/messaging/messages/message-store.ts'
import { createMaintenance } from '@dawk/core/operations/maintenance.ts'
import { updateRetention } from '@dawk/core/operations/privacy/account-retention.ts'
import { operatorCaller } from '@dawk/core/tenancy/access/caller.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { type Owner, openCore, sendCommand, type TestCore } from '../support/core.ts'

let core: TestCore
beforeAll(async () => {
  core = await openCore()
})
afterAll(() => core.close())

const forEver = { messages: null, journal: null, events: null, deliveries: null }
const day = 86_400_000

async function newMessage(owner: Owner, waits: boolean): Promise<string> {
  const { id } = await core.acceptor.accept(sendCommand(owner))
  if (waits) return id
  await core.db.worker.query('delete from lane_items where ref = $1', [id])
  await core.db.worker.query(`update messages set state = 'read', wamid = $2 where id = $1`, [id, `w-${id}`])
  await core.db.worker.query('insert into wamids (wamid, account_id, message_id) values ($2, $3, $1)', [
    id,
    `w-${id}`,
    owner.accountId,
  ])
  await core.db.worker.query(
    `insert into events (id, account_id, type, data) values (uuid_v7(), $1, 'media.lost', $2::jsonb)`,
    [owner.accountId, JSON.stringify({ messageId: id, wamid: null, kind: 'image', metaId: '1', reason: 'gone' })],
  )
  return id
}

const eventsOf = async ({ accountId }: Owner) =>
  (await core.db.worker.query('select id from events where account_id = $1', [accountId])).rowCount

const runIn = (days: number) =>
  createMaintenance({ ...core, keepDays: forEver, now: () => new Date(Date.now() + days * day) }).run()

test('what an account no longer wants kept goes after its days, what waits and what is of others stays', async () => {
  const [brief, other] = [await core.newAccount(), await core.newAccount()]
  const bounds = { messages: null, media: null, events: null }
  await updateRetention(core, operatorCaller(brief.accountId), { messages: 10, events: 20 }, bounds)
  const [old, waiting, foreign] = [
    await newMessage(brief, false),
    await newMessage(brief, true),
    await newMessage(other, false),
  ]
  const isThere = async (owner: Owner, id: string) => (await findMessage(core, owner, id)) !== null
  await runIn(9)
  assert.deepEqual([await isThere(brief, old), await eventsOf(brief)], [true, 1])
  await runIn(11)
  assert.deepEqual([await isThere(brief, old), await eventsOf(brief)], [false, 1])
  await runIn(21)
  assert.deepEqual([await isThere(brief, waiting), await eventsOf(brief)], [true, 0])
  assert.deepEqual([await isThere(other, foreign), await eventsOf(other)], [true, 1])
  const { rows } = await core.db.worker.query('select wamid from wamids where account_id = $1', [brief.accountId])
  assert.deepEqual(rows, [])
})
