import assert from 'node:assert/strict'
import pg from 'pg'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { freshPhone } from '../flow/simulator-control.ts'
import { until } from '../support/processes.ts'
import { type FaultSystem, onPostgres, startLoad, startSystem, verify } from './harness.ts'

const calm = {
  latencyMs: 0,
  latencyJitterMs: 0,
  errorRate: {},
  http5xxRate: 0,
  dropAfterAcceptRate: 0,
  statuses: 'all',
  webhooks: { duplicateRate: 0, reorder: false, batchSize: 1, earlyStatuses: false },
}

describe('trouble', () => {
  let system: FaultSystem
  const all = new Set<string>()
  beforeAll(async () => {
    system = await startSystem()
  })
  afterAll(() => system.close())

  async function send(count: number): Promise<string[]> {
    const replies = await Promise.all(
      Array.from({ length: count }, () =>
        system.gateway.call('POST', '/send-message', { to: freshPhone(), message: 'in trouble' }),
      ),
    )
    for (const reply of replies) assert.equal(reply.status, 202, JSON.stringify(reply.body))
    const ids = replies.map((reply) => String(reply.body.data.id))
    for (const id of ids) all.add(id)
    return ids
  }

  const counts = async (ids: readonly string[]) => {
    const sends = await system.simulator.sends()
    return ids.map((id) => sends.filter((one) => one.biz_opaque_callback_data === id).length)
  }

  test('an answer lost on the way back: the status adopts the message, and it is not doubled', async (t) => {
    t.onTestFinished(() => system.simulator.faults(calm))
    await system.simulator.faults({ dropAfterAcceptRate: 1 })
    const ids = await send(3)
    await until('all are out', async () => (await counts(ids)).every((count) => count > 0))
    await system.simulator.faults(calm)
    const verdict = await verify(system, ids, { allIds: all })
    assert.deepEqual(verdict, { messages: 3, resent: 0, doubled: 0, failed: 0 })
    assert.deepEqual(await counts(ids), [1, 1, 1])
  })

  test('answer and statuses both lost: it is sent again once, and the timeline says so', async (t) => {
    t.onTestFinished(() => system.simulator.faults(calm))
    await system.simulator.faults({ dropAfterAcceptRate: 1, statuses: 'none' })
    const ids = await send(3)
    await until('all are out', async () => (await counts(ids)).every((count) => count > 0))
    await system.simulator.faults(calm)
    const verdict = await verify(system, ids, { allIds: all })
    assert.deepEqual(verdict, { messages: 3, resent: 3, doubled: 3, failed: 0 })
    assert.deepEqual(await counts(ids), [2, 2, 2])
  })

  test('a hostile simulator: every message becomes final, none doubled but where it was resent', async (t) => {
    t.onTestFinished(() => system.simulator.faults(calm))
    await system.simulator.faults({
      latencyMs: 20,
      latencyJitterMs: 150,
      http5xxRate: 0.08,
      errorRate: { 130429: 0.04 },
      dropAfterAcceptRate: 0.03,
      webhooks: { duplicateRate: 0.4, reorder: true, batchSize: 5 },
    })
    const load = startLoad(system.gateway, 100)
    await load.done
    const ids = [...load.acknowledged.values()]
    for (const id of ids) all.add(id)
    const verdict = await verify(system, ids, { allIds: all, timeoutMs: 80_000 })
    assert.equal(verdict.messages, 100)
    assert.equal(load.withoutRetryAfter, 0)
  }, 120_000)

  test.skipIf(!onPostgres)(
    'connections to PostgreSQL cut under load: 503, never 500, and nothing is lost',
    async () => {
      const client = new pg.Client({ connectionString: system.gateway.databaseUrl })
      await client.connect()
      try {
        const load = startLoad(system.gateway, 200)
        for (let cut = 1; cut <= 5; cut += 1) {
          await Promise.race([load.reached(cut * 35), load.done])
          await client.query(
            `select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()`,
          )
        }
        await load.done
        const ids = [...load.acknowledged.values()]
        for (const id of ids) all.add(id)
        assert.deepEqual(
          [...load.answers.keys()].filter((status) => status !== 202 && status !== 503),
          [],
        )
        assert.equal(load.withoutRetryAfter, 0)
        assert.equal((await verify(system, ids, { allIds: all })).messages, 200)
      } finally {
        await client.end()
      }
    },
  )

  // The last: the simulator forgets what it received before.
  test('WhatsApp away: the breaker opens, accepts answer 503 with Retry-After, and it closes by itself', async () => {
    await system.stopSimulator()
    const waiting = await send(8)
    const refused = await until('an accept is refused', async () => {
      const reply = await system.gateway.call('POST', '/send-message', { to: freshPhone(), message: 'away' })
      if (reply.status === 202) waiting.push(reply.body.data.id)
      return reply.status !== 202 && reply
    })
    assert.equal(refused.status, 503)
    assert.ok(Number(refused.headers.get('retry-after')) >= 1)
    assert.deepEqual(Object.keys(refused.body), ['success', 'error'])
    assert.match(refused.body.error, /WhatsApp API/)
    const scheduled = {
      to: freshPhone(),
      message: 'much later',
      sendAt: new Date(Date.now() + 3_600_000).toISOString(),
    }
    assert.equal((await system.gateway.call('POST', '/send-message', scheduled)).status, 202)

    await system.startSimulator()
    const after = await until('an accept is taken again', async () => {
      const reply = await system.gateway.call('POST', '/send-message', { to: freshPhone(), message: 'back' })
      return reply.status === 202 && String(reply.body.data.id)
    })
    const ids = [...waiting, after]
    const verdict = await verify(system, ids)
    assert.deepEqual(verdict, { messages: ids.length, resent: 0, doubled: 0, failed: 0 })
  }, 120_000)
})
