import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Cluster, findPostgresBinaries, type Standby, startCluster } from '../support/postgres-cluster.ts'
import { until } from '../support/processes.ts'
import { startTcpSwitch, type TcpSwitch } from '../support/tcp-switch.ts'
import { type FaultSystem, startLoad, startSystem, verify, verifyHeard } from './harness.ts'

const binaries = await findPostgresBinaries()
if (binaries === null) console.warn('SKIPPED: no PostgreSQL binaries here (initdb, pg_ctl, pg_basebackup)')

const portOf = (url: string) => Number(new URL(url).port)

describe.skipIf(binaries === null)('the primary ends, and the standby takes its place a while later', () => {
  let primary: Cluster
  let standby: Standby
  let address: TcpSwitch
  let system: FaultSystem
  beforeAll(async () => {
    primary = await startCluster(String(binaries))
    standby = await primary.addStandby()
    address = await startTcpSwitch(portOf(primary.url))
    system = await startSystem({ databaseUrl: `postgres://postgres@127.0.0.1:${address.port}/postgres` })
  }, 120_000)
  afterAll(async () => {
    await system?.close()
    await address?.close()
    await standby?.remove()
    await primary?.remove()
  })

  const readiness = async () => (await fetch(`${system.gateway.url}/health/ready`)).status

  test('503 while nobody takes writes, never 500, and what was acknowledged is sent once and told to its end', async () => {
    const load = startLoad(system.gateway, 400)
    await load.reached(80)
    await primary.kill()
    address.turnTo(portOf(standby.url))
    await until('accepts are refused', async () => (load.answers.get(503) ?? 0) > 0)
    await until('it is not ready', async () => (await readiness()) === 503)
    await sleep(2000) // whoever decides on the promotion takes time, and meanwhile the standby answers and takes no writes
    assert.equal(await readiness(), 503)
    assert.equal(load.acknowledged.size < 400, true)
    await standby.promote()
    await load.done
    await until('it is ready again', async () => (await readiness()) === 200)
    const others = [...load.answers.keys()].filter((status) => status !== 202 && status !== 503)
    assert.deepEqual(others, [])
    assert.equal(load.withoutRetryAfter, 0)
    const ids = [...load.acknowledged.values()]
    const verdict = await verify(system, ids)
    assert.deepEqual(verdict, { messages: 400, resent: 0, doubled: 0, failed: 0 })
    await verifyHeard(system, ids)
    assert.doesNotMatch(system.gateway.output(), /an outcome was not recorded/)
  }, 120_000)
})
