import assert from 'node:assert/strict'
import pg from 'pg'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { freshPhone } from '../flow/simulator-control.ts'
import { until } from '../support/processes.ts'
import { type FaultSystem, onPostgres, startLoad, startSystem, verify, type Worker } from './harness.ts'

if (!onPostgres) console.warn('SKIPPED: two workers need PostgreSQL (TEST_DATABASE_URL)')

describe.skipIf(!onPostgres)('a worker stands still past its lease, and another takes its lanes over', () => {
  let system: FaultSystem
  let client: pg.Client
  let first: Worker
  const all = new Set<string>()
  beforeAll(async () => {
    system = await startSystem({ apart: true })
    client = new pg.Client({ connectionString: system.gateway.databaseUrl })
    await client.connect()
    assert.ok(system.worker)
    first = system.worker
  })
  afterAll(async () => {
    await client?.end()
    await system.close()
  })

  async function accept(count: number): Promise<string[]> {
    const replies = await Promise.all(
      Array.from({ length: count }, () =>
        system.gateway.call('POST', '/send-message', { to: freshPhone(), message: 'hello' }),
      ),
    )
    for (const reply of replies) assert.equal(reply.status, 202)
    const ids = replies.map((reply) => String(reply.body.data.id))
    for (const id of ids) all.add(id)
    return ids
  }

  const countOf = async (sql: string, ids: readonly string[]) =>
    Number(
      (await client.query(`select count(*) from lane_items where ref = any ($1::uuid[]) ${sql}`, [ids])).rows[0].count,
    )

  /** The one that woke up does the next message: by then it has gone through all it had in hand. */
  async function assertWorksAgain(): Promise<void> {
    const ids = await accept(3)
    await verify(system, ids, { allIds: all })
  }

  test('what it had marked, and was about to send, it does not send when it wakes up', async () => {
    first.freeze()
    const ids = await accept(20)
    await client.query('begin; lock table messages in access exclusive mode') // contents cannot be read, marks can be set
    first.thaw()
    await until('all are marked', async () => (await countOf('and started_at is not null', ids)) === ids.length)
    first.freeze()
    await client.query('rollback') // the contents are on their way to a process that stands still
    assert.equal((await system.simulator.sends()).length, 0)

    const second = await system.addWorker()
    const verdict = await verify(system, ids, { allIds: all })
    assert.deepEqual(verdict, { messages: 20, resent: 20, doubled: 0, failed: 0 })
    first.thaw()
    await second.kill()
    await assertWorksAgain()
    assert.equal((await system.simulator.sends()).length, 23, 'one for each message')
  }, 60_000)

  test('in the midst of its load: each message is sent once, or told as resent', async () => {
    await system.simulator.faults({ latencyMs: 5, latencyJitterMs: 60 })
    const load = startLoad(system.gateway, 150)
    await load.reached(60)
    first.freeze()
    const second = await system.addWorker()
    await load.done
    const ids = [...load.acknowledged.values()]
    for (const id of ids) all.add(id)
    // what it holds locked inside a transaction the database frees after 30 s
    const before = await verify(system, ids, { allIds: all, timeoutMs: 90_000 })
    first.thaw()
    await second.kill()
    await assertWorksAgain()
    // of what was resent the first may still have been on its way out when it was frozen: told as resent, as `verify` demands
    const after = await verify(system, ids, { allIds: all })
    assert.deepEqual({ ...after, doubled: 0 }, { ...before, doubled: 0 })
    assert.ok(after.doubled <= after.resent)
  }, 150_000)
})
