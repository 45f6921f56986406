import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { createSecretBox } from '#platform/secrets.ts'
import { unitsOfWork } from '../../../../tests/support/core.ts'
import { openFreshDatabase } from '../../../../tests/support/database.ts'
import { type Caller, systemCaller } from './access/caller.ts'
import { registerAccount } from './accounts/register-account.ts'
import { createReactor, type Fact, type Reaction, reaction } from './reactions.ts'
import type { WorkerTransaction } from './unit-of-work.ts'

let db: Database
let close: () => Promise<void>
beforeAll(async () => {
  ;({ db, close } = await openFreshDatabase())
})
afterAll(() => close())

const secrets = createSecretBox(Buffer.alloc(32, 7))
let count = 0
async function newCaller(): Promise<Caller> {
  const { account } = await registerAccount(
    { ...unitsOfWork(db), secrets },
    { name: 'Ada', email: `ada-${++count}@example.com` },
  )
  return systemCaller(account.id)
}

const at = '2026-11-29T08:00:00.000Z'
const planChanged = ({ accountId }: Caller, status: string): Fact => ({
  accountId,
  type: 'account.plan_changed',
  at,
  data: { before: 'free', plan: 'pro', status },
})
const merged = ({ accountId }: Caller): Fact => ({
  accountId,
  type: 'contact.merged',
  at,
  data: { contactId: accountId, mergedContactId: accountId },
})

/** Keeps what each call got. */
function listening(name: string, types: Reaction['types'], react: Reaction['react'] = async () => undefined) {
  const calls: string[][] = []
  const made: Reaction = {
    name,
    types,
    react(tx, facts) {
      calls.push(facts.map(({ type, data }) => ('status' in data ? `${data.status}` : type)))
      return react(tx, facts)
    },
  }
  return { ...made, calls }
}

async function eventsOf({ accountId }: Caller): Promise<string[]> {
  const sql = 'select type from events where account_id = $1 order by sequence'
  return (await db.worker.many<{ type: string }>(sql, [accountId])).map(({ type }) => type)
}

test('a reaction gets the facts of its types in one call, and its writes are committed with them', async () => {
  const [one, two] = [await newCaller(), await newCaller()]
  const plans = listening('plans', ['account.plan_changed'], async (tx, facts) => {
    const ids = facts.map(({ accountId }) => accountId)
    await tx.query(`update accounts set name = 'reacted' where id = any ($1::uuid[])`, [ids])
  })
  const others = listening('others', ['contact.merged', 'endpoint.test'])
  const ctx = unitsOfWork(db, { reactions: [plans, others] })
  await ctx.worker.transaction(async (tx) => {
    tx.emit(planChanged(one, '1'), merged(two))
    tx.as(two).emit('account.plan_changed', { before: 'free', plan: 'pro', status: '2' })
    assert.deepEqual(plans.calls, [])
  })
  assert.deepEqual(plans.calls, [['1', '2']])
  assert.deepEqual(others.calls, [['contact.merged']])
  const names = await db.worker.many('select name from accounts where id = any ($1::uuid[])', [
    [one.accountId, two.accountId],
  ])
  assert.deepEqual(names, [{ name: 'reacted' }, { name: 'reacted' }])
})

test('a reaction that throws fails the transaction: neither the fact nor what it wrote is there', async () => {
  const caller = await newCaller()
  const failing = listening('failing', ['account.plan_changed'], async (tx, [fact]) => {
    await tx.query(`update accounts set name = 'reacted' where id = $1`, [fact?.accountId])
    throw new Error('no')
  })
  const ctx = unitsOfWork(db, { reactions: [failing] })
  const work = ctx.transaction(caller, async (tx) => tx.emit(planChanged(caller, '1')))
  await assert.rejects(work, { message: 'no' })
  assert.deepEqual(await eventsOf(caller), [])
  const { name } = await db.worker.one<{ name: string }>('select name from accounts where id = $1', [caller.accountId])
  assert.equal(name, 'Ada')
})

test('a reaction of a caller’s transaction reaches the caller’s account alone', async () => {
  const [caller, stranger] = [await newCaller(), await newCaller()]
  const reading = listening('reading', ['account.plan_changed'], async (tx) => {
    const sql = 'select id from accounts where id = any ($1::uuid[])'
    const seen = await tx.many<{ id: string }>(sql, [[caller.accountId, stranger.accountId]])
    assert.deepEqual(seen, [{ id: caller.accountId }])
  })
  const ctx = unitsOfWork(db, { reactions: [reading] })
  await ctx.transaction(caller, async (tx) => tx.emit(planChanged(caller, '1')))
  assert.deepEqual(reading.calls, [['1']])
})

test('facts that a reaction emits are reacted to in turn, and recorded by the same statement', async () => {
  const caller = await newCaller()
  const first = listening('first', ['account.plan_changed'], async (tx) => tx.emit(merged(caller)))
  const second = listening('second', ['contact.merged'])
  const ctx = unitsOfWork(db, { reactions: [second, first] })
  await ctx.worker.transaction(async (tx) => tx.emit(planChanged(caller, '1')))
  assert.deepEqual(second.calls, [['contact.merged']])
  assert.deepEqual(await eventsOf(caller), ['account.plan_changed', 'contact.merged'])
})

test('two reactions that keep each other going are an error, not a process that hangs', async () => {
  const caller = await newCaller()
  const endless = listening('endless', ['contact.merged'], async (tx) => tx.emit(merged(caller)))
  const work = unitsOfWork(db, { reactions: [endless] }).worker.transaction(async (tx) => tx.emit(merged(caller)))
  await assert.rejects(work, /Reactions to contact.merged do not come to an end/)
  assert.deepEqual(await eventsOf(caller), [])
})

test('a transaction that runs again lets its reactions run again, with the facts of that run alone', async () => {
  const caller = await newCaller()
  let tries = 0
  const counting = listening('counting', ['account.plan_changed'], async (tx) => {
    if (++tries === 1) await tx.query(`do $$ begin raise exception 'as in a deadlock' using errcode = '40P01'; end $$`)
  })
  const ctx = unitsOfWork(db, { reactions: [counting] })
  await ctx.worker.transaction(async (tx) => tx.emit(planChanged(caller, `${tries}`)))
  assert.deepEqual(counting.calls, [['0'], ['1']])
  assert.deepEqual(await eventsOf(caller), ['account.plan_changed'])
})

test('a transaction without facts that a reaction wants calls nothing', async () => {
  const caller = await newCaller()
  const idle = listening('idle', ['endpoint.test'])
  const nothing = new Proxy({} as WorkerTransaction, {
    get: () => assert.fail('the transaction was used'),
  })
  await createReactor([idle])(nothing, [planChanged(caller, '1'), merged(caller)])
  await createReactor([])(nothing, [planChanged(caller, '1')])
  assert.deepEqual(idle.calls, [])
})

test('what a reaction gets is typed by its types', () => {
  const typed = reaction({
    name: 'typed',
    types: ['message.status.failed', 'message.status.read'],
    async react(_tx, facts) {
      for (const { data } of facts) assert.ok(data.error?.code === null || data.messageId)
      // @ts-expect-error: no member of a status
      for (const { data } of facts) assert.ok(data.contactId)
    },
  })
  assert.equal(typed.name, 'typed')
})
