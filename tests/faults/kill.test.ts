import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { freshPhone } from '../flow/simulator-control.ts'
import { until } from '../support/processes.ts'
import { type FaultSystem, graceMs, killRound, onPostgres, startLoad, startSystem, verify } from './harness.ts'

const limit = { timeout: 120_000 }

describe('the gateway ends', () => {
  let system: FaultSystem
  const ids = new Set<string>()
  beforeAll(async () => {
    system = await startSystem()
  })
  afterAll(() => system.close())

  test.each([1, 2])(
    'kill -9 under load, round %i: nothing acknowledged is lost, nothing is doubled',
    limit,
    async () => {
      const { messages } = await killRound(system, 'gateway', ids)
      assert.equal(messages, 120)
    },
  )

  test(
    'answers lost, and nobody there to hear the statuses until the grace is over: still not doubled',
    limit,
    async () => {
      const later = { sent: 2 * graceMs, delivered: 2 * graceMs + 30, read: 2 * graceMs + 60 }
      await system.simulator.faults({ dropAfterAcceptRate: 1, statusDelaysMs: later })
      const sent: string[] = []
      for (let index = 0; index < 3; index += 1) {
        const reply = await system.gateway.call('POST', '/send-message', { to: freshPhone(), message: 'unconfirmed' })
        sent.push(reply.body.data.id)
        ids.add(reply.body.data.id)
      }
      await until('all are out', async () => {
        const sends = await system.simulator.sends()
        return sent.every((id) => sends.some((one) => one.biz_opaque_callback_data === id))
      })
      await system.killGateway()
      await system.simulator.faults({ dropAfterAcceptRate: 0, statusDelaysMs: { sent: 10, delivered: 30, read: 60 } })
      const killedAt = Date.now()
      await until('the grace is over', async () => Date.now() - killedAt > graceMs)
      await system.gateway.restart()
      assert.deepEqual(await verify(system, sent, { allIds: ids }), { messages: 3, resent: 0, doubled: 0, failed: 0 })
    },
  )

  test('SIGTERM under load: what runs is finished, so that nothing is left unconfirmed', limit, async () => {
    await system.simulator.faults({ latencyMs: 20, latencyJitterMs: 100 })
    const load = startLoad(system.gateway, 120)
    await Promise.race([load.reached(60), load.done])
    assert.equal(await system.gateway.process().stop('SIGTERM'), 0)
    await system.gateway.restart()
    await load.done
    const sent = [...load.acknowledged.values()]
    for (const id of sent) ids.add(id)
    const verdict = await verify(system, sent, { allIds: ids })
    assert.deepEqual(verdict, { messages: 120, resent: 0, doubled: 0, failed: 0 })
  })
})

test.skipIf(!onPostgres)('kill -9 of the worker alone: accepts go on, nothing is lost or doubled', limit, async (t) => {
  const system = await startSystem({ apart: true })
  t.onTestFinished(system.close)
  const { messages } = await killRound(system, 'worker', new Set())
  assert.equal(messages, 120)
})
