import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import type { Database, Queryable } from '#platform/database/database.ts'
import { toQueryable } from '#platform/database/queryable.ts'
import { newId } from '#platform/ids.ts'
import { createSecretBox } from '#platform/secrets.ts'
import { unitsOfWork } from '../../../../tests/support/core.ts'
import { openFreshDatabase } from '../../../../tests/support/database.ts'
import { type Caller, systemCaller } from './access/caller.ts'
import { registerAccount } from './accounts/register-account.ts'
import type { UnitsOfWork, WorkerTransaction } from './unit-of-work.ts'

let db: Database
let close: () => Promise<void>
let ctx: UnitsOfWork
/** What followed a commit, in order. */
let followed: string[] = []

beforeAll(async () => {
  ;({ db, close } = await openFreshDatabase())
  ctx = unitsOfWork(db, {
    wakeLanes: (laneIds) => followed.push(`lanes ${laneIds}`),
    deliver: (channel, payload) => followed.push(`${channel} ${payload}`),
  })
})
afterAll(() => close())

const secrets = createSecretBox(Buffer.alloc(32, 7))
let count = 0
async function newCaller(): Promise<Caller> {
  const { account } = await registerAccount({ ...ctx, secrets }, { name: 'Ada', email: `ada-${++count}@example.com` })
  followed = []
  return systemCaller(account.id)
}

async function addEndpoint({ accountId }: Caller): Promise<string> {
  const { rows } = await db.worker.query<{ laneId: string }>(
    `with lane as (insert into lanes (kind, ref, account_id) values ('endpoint', $1, $2) returning id)
     insert into endpoints (id, account_id, lane_id, dialect, url, secret_cipher, event_types)
     select $1, $2, lane.id, 'native', 'https://example.com', '', '{*}' from lane returning lane_id::text as "laneId"`,
    [newId(), accountId],
  )
  assert.ok(rows[0])
  return rows[0].laneId
}

async function stored({ accountId }: Caller) {
  const select = async (sql: string) =>
    (await db.worker.query<{ it: string }>(sql, [accountId])).rows.map(({ it }) => it)
  return {
    events: await select(`select data ->> 'status' as it from events where account_id = $1 order by sequence`),
    audit: await select(
      `select target_id as it from audit_log where account_id = $1 and action = 'session.ended' order by id`,
    ),
    queued: await select(`select lane_id::text as it from lane_items where account_id = $1`),
  }
}

const fact = (status: string) => ({ before: 'free', plan: 'pro', status })
const nothing = { before: null, after: null }

test('what a unit of work notes is committed with it, and what must follow the commit follows it', async () => {
  const caller = await newCaller()
  const laneId = await addEndpoint(caller)
  await ctx.transaction(caller, async (tx) => {
    await tx.audit('session.ended', 'x', nothing)
    tx.emit('account.plan_changed', fact('1'))
    tx.wake('42', '42')
    tx.notify('accounts', caller.accountId)
    assert.deepEqual(followed, [])
  })
  assert.deepEqual(await stored(caller), { events: ['1'], audit: ['x'], queued: [laneId] })
  assert.deepEqual(followed, [`accounts ${caller.accountId}`, `lanes ${laneId}`, 'lanes 42'])
})

test('a unit of work that fails leaves nothing and is followed by nothing', async () => {
  const caller = await newCaller()
  const failing = ctx.transaction(caller, async (tx) => {
    await tx.audit('session.ended', 'x', nothing)
    tx.emit('account.plan_changed', fact('1'))
    tx.wake('42')
    tx.notify('accounts', caller.accountId)
    throw new Error('no')
  })
  await assert.rejects(failing, { message: 'no' })
  assert.deepEqual(await stored(caller), { events: [], audit: [], queued: [] })
  assert.deepEqual(followed, [])
})

test('what the database refuses at the end is the error that is reported, and nothing is committed', async () => {
  const caller = await newCaller()
  const stranger = await newCaller()
  const smuggling = ctx.transaction(caller, async (tx) => {
    await tx.audit('session.ended', 'x', nothing)
    await tx.transaction(stranger, async (inner) => inner.emit('account.plan_changed', fact('1')))
  })
  await assert.rejects(smuggling, { code: '42501' }) // row-level security
  assert.deepEqual([await stored(caller), await stored(stranger)], Array(2).fill({ events: [], audit: [], queued: [] }))
})

test('a unit of work within another joins it: both are committed, or neither', async () => {
  const caller = await newCaller()
  const inner = (within: Pick<UnitsOfWork, 'transaction'>) =>
    within.transaction(caller, async (tx) => {
      await tx.audit('session.ended', 'inner', nothing)
      tx.emit('account.plan_changed', fact('inner'))
    })
  const outer = (end: () => void) =>
    ctx.transaction(caller, async (tx) => {
      tx.emit('account.plan_changed', fact('outer'))
      await inner(tx)
      end()
    })
  const failing = outer(() => {
    throw new Error('no')
  })
  await assert.rejects(failing, { message: 'no' })
  assert.deepEqual(await stored(caller), { events: [], audit: [], queued: [] })
  await outer(() => undefined)
  assert.deepEqual(await stored(caller), { events: ['outer', 'inner'], audit: ['inner'], queued: [] })
})

test('a transaction that lost to a concurrent one runs again with empty notes', async () => {
  const caller = await newCaller()
  const laneId = await addEndpoint(caller)
  let tries = 0
  await ctx.transaction(caller, async (tx) => {
    await tx.audit('session.ended', 'x', nothing)
    tx.emit('account.plan_changed', fact(`${++tries}`))
    tx.wake(`try ${tries}`)
    for (const code of tries < 3 ? ['40P01'] : [])
      await tx.query(`do $$ begin raise exception 'as in a deadlock' using errcode = '${code}'; end $$`)
  })
  assert.equal(tries, 3)
  assert.deepEqual(await stored(caller), { events: ['3'], audit: ['x'], queued: [laneId] })
  assert.deepEqual(followed, [`lanes ${laneId}`, 'lanes try 3'])
})

test('a worker emits the events of many accounts by one statement', async () => {
  const [one, two] = [await newCaller(), await newCaller()]
  const lanes = [await addEndpoint(one), await addEndpoint(two)]
  const statements: string[] = []
  const counting = unitsOfWork(countStatements(db, statements), { wakeLanes: (ids) => followed.push(...ids) })
  const at = new Date().toISOString()
  await counting.worker.transaction(async (tx: WorkerTransaction) => {
    tx.emit({ accountId: one.accountId, type: 'account.plan_changed', at, data: fact('1') })
    await tx.as(two).audit('session.ended', 'y', nothing)
    tx.as(two).emit('account.plan_changed', fact('2'))
    tx.emit({ accountId: one.accountId, type: 'account.plan_changed', at, data: fact('3') })
  })
  assert.equal(statements.filter((sql) => sql.includes('insert into events')).length, 1)
  assert.equal(statements.length, 2)
  assert.deepEqual((await stored(one)).events, ['1', '3'])
  assert.deepEqual(await stored(two), { events: ['2'], audit: ['y'], queued: [lanes[1]] })
  assert.deepEqual(followed.toSorted(), lanes.toSorted())
})

test('a unit of work that notes nothing sends nothing of its own', async () => {
  const caller = await newCaller()
  const statements: string[] = []
  await unitsOfWork(countStatements(db, statements)).transaction(caller, (tx) => tx.query('select 1'))
  assert.deepEqual(statements, ['select 1'])
})

test('processes that listen are notified as the transaction commits', async () => {
  const caller = await newCaller()
  const heard = Promise.withResolvers<string>()
  const stop = await db.listen('dawk_accounts', heard.resolve)
  await ctx.transaction(caller, async (tx) => tx.notify('accounts', caller.accountId))
  assert.equal(await heard.promise, caller.accountId)
  await stop()
})

function countStatements(real: Database, statements: string[]): Database {
  const counted: typeof real.worker.transaction = (work, closing = () => []) => {
    const noting =
      <T>(use: (tx: Queryable) => T) =>
      (tx: Queryable) =>
        use(
          toQueryable((sql, params) => {
            statements.push(sql)
            return tx.query(sql, params)
          }),
        )
    return real.worker.transaction(noting(work), noting(closing))
  }
  return {
    ...real,
    worker: { ...real.worker, transaction: counted },
    asAccounts: (_ids, work, closing) => counted(work, closing),
  }
}
