import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { analysed, mapped } from '../support/imports.ts'
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

  test('in the middle of an import: it goes on by itself, and every row is written once', async () => {
    const { gateway } = system
    const rows = 6000
    const lines = Array.from({ length: rows }, (_, at) => `+917799${String(at).padStart(6, '0')},Person ${at}`)
    const { id } = await analysed(gateway, ['Mobile,Name', ...lines].join('\n'))
    const columns = [
      { column: 'Mobile', target: 'phone' },
      { column: 'Name', target: 'name' },
    ]
    await mapped(gateway, id, { columns })
    await gateway.call('POST', `/v1/contacts/imports/${id}/run`)
    const now = () => gateway.call('GET', `/v1/contacts/imports/${id}`)
    for (const written of [1000, 3000]) {
      await until('rows are written', async () => ((await now()).body.run?.rows ?? 0) >= written, 60_000)
      await cluster.stopImmediately()
      await until('a read is refused', async () => (await now()).status === 503)
      await cluster.start()
    }
    await until('the import is completed', async () => (await now()).body.state === 'completed', 60_000)
    const { counts } = (await now()).body.run
    assert.deepEqual([counts.created, counts.failed], [rows, 0])
    const last = await gateway.call('GET', `/v1/contacts?phone=917799${String(rows - 1).padStart(6, '0')}`)
    assert.deepEqual([last.status, last.body.data.length], [200, 1])
  }, 240_000)
})
