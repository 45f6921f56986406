import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Cluster, findPostgresBinaries, startCluster } from '../support/postgres-cluster.ts'
import { until } from '../support/processes.ts'
import { type FaultSystem, startLoad, startSystem, verify, verifyHeard } from './harness.ts'

const binaries = await findPostgresBinaries()
if (binaries === null) console.warn('SKIPPED: no PostgreSQL binaries here (initdb, pg_ctl)')

describe.skipIf(binaries === null)('PostgreSQL itself ends under load', () => {
  let cluster: Cluster
  let system: FaultSystem
  beforeAll(async () => {
    cluster = await startCluster(String(binaries))
    system = await startSystem({ databaseUrl: cluster.url })
  }, 120_000)
  afterAll(async () => {
    await system?.close()
    await cluster?.remove()
  })

  test('twice, without a goodbye: 503 meanwhile, and what was acknowledged is sent once and told to its end', async () => {
    const load = startLoad(system.gateway, 300)
    for (const moment of [60, 180]) {
      await load.reached(moment)
      const refusedBefore = load.answers.get(503) ?? 0
      await cluster.stopImmediately()
      await until('an accept is refused', async () => (load.answers.get(503) ?? 0) > refusedBefore)
      assert.equal((await fetch(`${system.gateway.url}/health/ready`)).status, 503)
      assert.equal((await fetch(`${system.gateway.url}/health/live`)).status, 200)
      await cluster.start()
    }
    await load.done
    const others = [...load.answers.keys()].filter((status) => status !== 202 && status !== 503)
    assert.deepEqual(others, [])
    assert.equal(load.withoutRetryAfter, 0)
    const ids = [...load.acknowledged.values()]
    const verdict = await verify(system, ids)
    assert.equal(verdict.messages, 300)
    assert.equal((await system.simulator.sends()).length, 300 + verdict.doubled)
    await verifyHeard(system, ids)
  }, 120_000)
})
