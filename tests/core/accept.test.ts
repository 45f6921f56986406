import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { findMessage } from '@dawk/core/messaging/messages/message-store.ts'
import { createBatchAcceptor } from '@dawk/core/messaging/messages/send/accept-batch.ts'
import { type Acceptor, createAcceptor, maxPending } from '@dawk/core/messaging/messages/send/accept-message.ts'
import type { Database } from '@dawk/core/platform/database/database.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { openCore, sendCommand, type TestCore, unitsOfWork } from '../support/core.ts'

let core: TestCore
let db: Database
let acceptor: Acceptor
beforeAll(async () => {
  core = await openCore()
  db = core.db
  acceptor = core.acceptor
})
afterAll(() => core.close())
const newAccount = () => core.newAccount()

const keyed = (key: string, body: string) => ({ key, fingerprint: createHash('sha256').update(body).digest() })

async function countItems(accountId: string): Promise<number> {
  const { rows } = await db.worker.query<{ n: number }>(
    `select count(*)::int as n from lane_items where account_id = $1`,
    [accountId],
  )
  return rows[0]?.n ?? 0
}

test('twenty requests under one key at once queue one message and all get its answer', async () => {
  const owner = await newAccount()
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => acceptor.accept(sendCommand(owner, { idempotency: keyed('one', 'a') }))),
  )
  assert.equal(new Set(answers.map(({ id }) => id)).size, 1)
  assert.equal(answers.filter(({ replayed }) => !replayed).length, 1)
  assert.equal(await countItems(owner.accountId), 1)
})

test('the race for a key between two processes is forced open: the second waits, then answers from the first', async (t) => {
  if (db.kind === 'pglite') return t.skip() // one connection: there is no such race
  const owner = await newAccount()
  const other = createAcceptor({ db, log: core.log, wakeLanes: () => undefined })
  const [a, b] = await Promise.all([
    acceptor.accept(sendCommand(owner, { idempotency: keyed('race', 'a') })),
    other.accept(sendCommand(owner, { idempotency: keyed('race', 'a') })),
  ])
  await other.drain()
  assert.equal(a.id, b.id)
  assert.equal(await countItems(owner.accountId), 1)
})

test('what waits for its commit is bounded: beyond, callers are told when to come back, and all that was taken is stored', async () => {
  const owner = await newAccount()
  const held = Promise.withResolvers<void>()
  const slow: Database = {
    ...db,
    async queryAsAccounts(...asked) {
      await held.promise
      return db.queryAsAccounts(...asked)
    },
  }
  const overloaded = createAcceptor({ db: slow, log: core.log, wakeLanes: () => undefined })
  const taken = Array.from({ length: maxPending }, () => overloaded.accept(sendCommand(owner)))
  await assert.rejects(
    overloaded.accept(sendCommand(owner)),
    (error) => error instanceof GatewayError && error.code === 'overloaded' && error.retryAfterSeconds === 1,
  )
  held.resolve()
  assert.equal(new Set((await Promise.all(taken)).map(({ id }) => id)).size, maxPending)
  assert.equal(await countItems(owner.accountId), maxPending)
  await overloaded.accept(sendCommand(owner))
  await overloaded.drain()
})

test('another request under the same key is refused, in another account it is not', async () => {
  const [owner, stranger] = [await newAccount(), await newAccount()]
  const first = await acceptor.accept(sendCommand(owner, { idempotency: keyed('k', 'a') }))
  await assert.rejects(
    acceptor.accept(sendCommand(owner, { idempotency: keyed('k', 'b') })),
    (error) => error instanceof GatewayError && error.code === 'idempotency_mismatch',
  )
  const foreign = await acceptor.accept(sendCommand(stranger, { idempotency: keyed('k', 'b') }))
  assert.notEqual(foreign.id, first.id)
})

const ageKeys = (accountId: string, age: string) =>
  db.worker.query(`update idempotency_keys set created_at = now() - $2::interval where account_id = $1`, [
    accountId,
    age,
  ])

test('a key holds for 24 hours, and is free again after them', async () => {
  const owner = await newAccount()
  const first = await acceptor.accept(sendCommand(owner, { idempotency: keyed('old', 'a') }))
  await ageKeys(owner.accountId, '23 hours 59 minutes')
  const repeated = await acceptor.accept(sendCommand(owner, { idempotency: keyed('old', 'a') }))
  assert.deepEqual([repeated.id, repeated.replayed], [first.id, true])
  await ageKeys(owner.accountId, '24 hours 1 minute')
  const second = await acceptor.accept(sendCommand(owner, { idempotency: keyed('old', 'b') }))
  assert.notEqual(second.id, first.id)
  assert.equal(second.replayed, false)
})

test('so does the key of a batch', async () => {
  const owner = await newAccount()
  const { acceptBatch } = createBatchAcceptor({ db, wakeLanes: () => undefined })
  const batch = (body: string) =>
    acceptBatch({
      accountId: owner.accountId,
      commands: [sendCommand(owner)],
      indexes: [0],
      refused: [],
      idempotency: keyed('batch', body),
    })
  const first = await batch('a')
  await ageKeys(owner.accountId, '23 hours 59 minutes')
  assert.deepEqual(await batch('a'), { ...first, replayed: true })
  await ageKeys(owner.accountId, '24 hours 1 minute')
  assert.notEqual((await batch('b')).batchId, first.batchId)
  assert.equal(await countItems(owner.accountId), 2)
})

test('a message that the database refuses fails alone, not with those that share its commit', async () => {
  const owner = await newAccount()
  const bad = sendCommand(owner, { content: { type: 'text', text: { body: 'half \u0000' } } })
  const results = await Promise.allSettled(
    [sendCommand(owner), bad, sendCommand(owner)].map((one) => acceptor.accept(one)),
  )
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  assert.equal((results[1] as PromiseRejectedResult).reason.code, 'invalid_request')
})

test('a message of another account is not there', async () => {
  const [owner, stranger] = [await newAccount(), await newAccount()]
  const { id } = await acceptor.accept(sendCommand(owner))
  assert.equal((await findMessage(unitsOfWork(db), owner, id))?.state, 'queued')
  assert.equal(await findMessage(unitsOfWork(db), stranger, id), null)
})

test('row-level security holds where a query forgets the account: reads see nothing, writes are refused', async () => {
  const [owner, stranger] = [await newAccount(), await newAccount()]
  await acceptor.accept(sendCommand(owner))
  const seen = await db.asAccounts([stranger.accountId], (tx) => tx.query(`select from messages`))
  assert.equal(seen.rows.length, 0)
  await assert.rejects(
    db.asAccounts([stranger.accountId], (tx) =>
      tx.query(`insert into wamids (wamid, account_id, message_id) values ('w', $1, $2)`, [
        owner.accountId,
        randomUUID(),
      ]),
    ),
    /row-level security/,
  )
})

test('every table with an account has forced row-level security', async () => {
  const { rows } = await db.worker.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'account_id'
      where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
        and not (c.relrowsecurity and c.relforcerowsecurity
                 and exists (select from pg_policy p where p.polrelid = c.oid))`,
  )
  assert.deepEqual(rows, [])
})
