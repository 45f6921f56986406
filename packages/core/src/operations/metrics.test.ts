import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { openCore, sendCommand, type TestCore } from '../../../../tests/support/core.ts'
import { createMetrics } from './metrics.ts'
import { createTraffic } from './traffic.ts'

let core: TestCore
beforeAll(async () => {
  core = await openCore()
})
afterAll(() => core.close())

const metricsWith = (traffic = createTraffic()) =>
  createMetrics({
    engines: {},
    maintenance: { strays: () => ({ deliveries: 0, events: 0, journal: 0, messages: 0 }) },
    traffic,
    refusals: { counts: () => new Map() },
    db: core.db,
  })
const at = new Date().toISOString()
const attempt = { at, ms: 3, error: null, response: null }
const ended = { endpointId: 'e', destinationFailed: false, slowDown: false }

test('what was accepted, sent and delivered is counted, with the codes of what failed', async () => {
  const traffic = createTraffic()
  const owner = await core.newAccount()
  await traffic.countAccepts(core.acceptor).accept(sendCommand(owner))
  await traffic.countBatches({ acceptBatch: async () => ({}) as never }).acceptBatch({
    commands: [sendCommand(owner), sendCommand(owner)],
  } as never)
  const failure = { subcode: null, title: '', details: null, cause: '', traceId: null }
  traffic.sent({ status: 'sent', at })
  traffic.sent({ status: 'failed', at, error: { code: 131026, ...failure } })
  traffic.delivered({ ...ended, kind: 'delivered', attempt: { ...attempt, status: 200 } })
  traffic.delivered({ ...ended, kind: 'retry', attempt: { ...attempt, status: 503 } })
  traffic.delivered({ ...ended, kind: 'retry', attempt: { ...attempt, status: null } })
  const text = await metricsWith(traffic).metrics()
  for (const line of [
    'dawk_messages_accepted_total 3',
    'dawk_attempts_total{kind="number",outcome="sent",code=""} 1',
    'dawk_attempts_total{kind="number",outcome="failed",code="131026"} 1',
    'dawk_attempts_total{kind="endpoint",outcome="delivered",code=""} 1',
    'dawk_attempts_total{kind="endpoint",outcome="retry",code="503"} 1',
    'dawk_attempts_total{kind="endpoint",outcome="retry",code=""} 1',
  ])
    assert.ok(text.includes(`${line}\n`), `${line}\n${text}`)
})

test('the age of what waits is shown, whichever process will take it, and not of what is due later', async () => {
  const owner = await core.newAccount()
  await core.db.worker.query('delete from lane_items')
  const { id } = await core.acceptor.accept(sendCommand(owner))
  const waits = (seconds: number) =>
    core.db.worker.query(`update lane_items set run_at = now() - $2::int * interval '1 second' where ref = $1::uuid`, [
      id,
      seconds,
    ])
  const oldest = async () =>
    Number(/dawk_lane_oldest_seconds\{kind="number"\} ([\d.]+)/.exec(await metricsWith().metrics())?.[1])
  await waits(90)
  const age = await oldest()
  assert.ok(age >= 90 && age < 180, `${age}`)
  await waits(-3600)
  assert.equal(await oldest(), 0)
})

test('notifications that are not applied, paused lanes and connections are shown', async () => {
  const owner = await core.newAccount()
  const { worker } = core.db
  await worker.query(`update lanes set paused_until = now() + interval '1 minute' where id = $1::bigint`, [
    owner.laneId,
  ])
  const received = `0${(Date.now() - 30_000).toString(16)}`.slice(-12)
  const id = `${received.slice(0, 8)}-${received.slice(8)}-7000-8000-000000000000`
  await worker.query('insert into journal_pending (id) values ($1::uuid)', [id])
  const text = await metricsWith().metrics()
  const value = (name: string) => Number(new RegExp(`^${name} ([\\d.]+)$`, 'm').exec(text)?.[1])
  assert.equal(value('dawk_lanes_paused\\{kind="number"\\}'), 1)
  assert.equal(value('dawk_journal_unapplied'), 1)
  assert.ok(value('dawk_journal_oldest_seconds') >= 29 && value('dawk_journal_oldest_seconds') < 120)
  assert.ok(value('dawk_database_connections\\{state="waiting"\\}') === 0)
})
