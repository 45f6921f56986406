import assert from 'node:assert/strict'
import { test } from 'vitest'
import { killRound, onPostgres, startSystem } from './harness.ts'

test('kill -9 of the gateway under load: nothing acknowledged is lost, nothing is doubled', async (t) => {
  const system = await startSystem()
  t.onTestFinished(system.close)
  const ids = new Set<string>()
  for (let round = 0; round < 2; round += 1) {
    const { messages } = await killRound(system, 'gateway', ids)
    assert.equal(messages, 120)
  }
  assert.equal(ids.size, 240)
}, 90_000)

test.skipIf(!onPostgres)(
  'kill -9 of the worker alone: accepts go on, nothing is lost or doubled',
  async (t) => {
    const system = await startSystem({ apart: true })
    t.onTestFinished(system.close)
    const { messages } = await killRound(system, 'worker', new Set())
    assert.equal(messages, 120)
  },
  90_000,
)
