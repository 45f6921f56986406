import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEventHorizon } from '@dawk/core/events/event-horizon.ts'
import { createEgress } from '@dawk/core/platform/egress.ts'
import type { LaneEngine } from '@dawk/core/platform/lanes/lane-engine.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import type { UnitsOfWork } from '@dawk/core/tenancy/unit-of-work.ts'
import { createDeliverer } from '@dawk/core/webhooks/deliveries/deliver.ts'
import { createDeliveryEngine } from '@dawk/core/webhooks/deliveries/delivery-lanes.ts'
import { createFreshDeliveries } from '@dawk/core/webhooks/deliveries/fresh-deliveries.ts'
import { createEndpoint } from '@dawk/core/webhooks/endpoints/endpoints.ts'
import { afterAll, beforeAll, onTestFinished, test } from 'vitest'
import { openCore, type TestCore, unitsOfWork } from '../support/core.ts'
import { until } from '../support/processes.ts'

const leaseMs = 1000
let core: TestCore
beforeAll(async () => {
  core = await openCore()
})
afterAll(() => core.close())

/** What one process has of this: its own lanes, and transactions that hand over to them. */
function startProcess(): { engine: LaneEngine; units: UnitsOfWork } {
  const fresh = createFreshDeliveries()
  const egress = createEgress({ allowCidrs: ['127.0.0.0/8'] })
  const eventHorizon = createEventHorizon(core)
  const units = unitsOfWork(core.db, {
    wakeLanes: (ids) => engine.wake(ids),
    offerMemory: (accountIds) => engine.offerMemory(accountIds),
    handOver(queued) {
      fresh.keep(queued)
      engine.handOver(queued)
    },
  })
  const render = (_dialect: string, { id, type }: { id: string; type: string }) => ({
    body: JSON.stringify({ id, type }),
    headers: {},
  })
  const { worker } = units
  const deliverer = createDeliverer({ ...core, fresh, egress, render, scheduleMs: [0, 100, 100, 100] })
  const engine = createDeliveryEngine({
    ...{ ...core, worker, deliverer, eventHorizon, leaseMs },
    maxLanes: 10,
    onAttempt: () => undefined,
  })
  engine.start()
  onTestFinished(async () => {
    await engine.stop()
    await egress.close()
  })
  return { engine, units }
}

async function startReceiver(answer: RequestListener) {
  const told: string[] = []
  const server = createServer(async (request, reply) => {
    const chunks: Buffer[] = await request.toArray()
    told.push(JSON.parse(Buffer.concat(chunks).toString()).id)
    answer(request, reply)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { told, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

async function openAccount(url: string) {
  const { accountId } = await core.newAccount()
  const ctx = { ...core, egress: { checkUrl: () => null } }
  const settings = {
    url,
    eventTypes: ['account.*'],
    dialect: 'native',
    description: null,
    ordered: false,
    secret: null,
  }
  const { endpoint } = await createEndpoint(ctx, systemCaller(accountId), settings)
  return { accountId, endpoint }
}

type Account = Awaited<ReturnType<typeof openAccount>>

const emit = ({ worker }: UnitsOfWork, { accountId }: Account) =>
  worker.transaction(async (tx) =>
    tx.emit({
      accountId,
      type: 'account.plan_changed',
      at: new Date().toISOString(),
      data: { before: 'free', plan: 'growth', status: 'active' },
    }),
  )

const read = ({ endpoint }: Account) =>
  core.db.worker.one<{ rows: number; delivered: number; attempts: number; through: string | null }>(
    `select (select count(*)::int from lane_items where lane_id = $1) as rows, l.delivered_through as through,
            (select count(*)::int from deliveries where endpoint_id = $2 and state = 'delivered') as delivered,
            (select coalesce(sum(jsonb_array_length(attempts)), 0)::int from deliveries where endpoint_id = $2) as attempts
       from lanes l where l.id = $1`,
    [endpoint.laneId, endpoint.id],
  )

/** Until the engine holds the lane, with nothing before what is recorded next. */
const untilReady = ({ engine }: { engine: LaneEngine }, { accountId }: Account) =>
  until('the lane', async () => {
    const offer = engine.offerMemory(new Set([accountId]))
    offer?.end()
    return offer !== null
  })

async function openLeasedAccount(process: ReturnType<typeof startProcess>, url: string) {
  const account = await openAccount(url)
  process.engine.wake([account.endpoint.laneId])
  await untilReady(process, account)
  return account
}

test('a delivery that leaves at once has no row in the queue, and stands in the log', async () => {
  const { told, url } = await startReceiver((_request, reply) => reply.end())
  const process = startProcess()
  const account = await openLeasedAccount(process, url)
  await emit(process.units, account)
  assert.equal((await read(account)).rows, 0)
  await until('the delivery', async () => (await read(account)).delivered === 1)
  await emit(process.units, account)
  await until('the second', async () => (await read(account)).delivered === 2)
  assert.equal(new Set(told).size, 2)
  assert.equal(told.length, 2)
  await process.engine.stop()
  assert.equal((await read(account)).through, null, 'nothing is left to be found')
})

test('one that fails gets a row, and is tried again', async () => {
  const statuses = [500, 200]
  const { told, url } = await startReceiver((_request, reply) => reply.writeHead(statuses.shift() ?? 200).end())
  const process = startProcess()
  const account = await openLeasedAccount(process, url)
  await emit(process.units, account)
  await until('the delivery', async () => (await read(account)).delivered === 1)
  assert.deepEqual([told.length, new Set(told).size], [2, 1])
  const { rows, attempts } = await read(account)
  assert.deepEqual([rows, attempts], [0, 2])
})

test('what only the memory of a process had is found in the log when the process has died', async () => {
  let isDead = true
  const { told, url } = await startReceiver((_request, reply) => isDead || reply.end())
  const dying = startProcess()
  const account = await openLeasedAccount(dying, url)
  await emit(dying.units, account)
  await emit(dying.units, account)
  await until('the attempts', async () => told.length === 2)
  assert.equal((await read(account)).rows, 0)
  await expireLease(account)
  isDead = false
  startProcess()
  await until('both', async () => (await read(account)).delivered === 2)
  assert.deepEqual([told.length, new Set(told).size], [4, 2])
})

/** As if the process that holds it had died: it renews no more. */
async function expireLease({ endpoint }: Account): Promise<void> {
  await core.db.worker.query(
    `update lanes set lease_owner = '00000000-0000-4000-8000-000000000000', lease_until = now() - interval '1 second' where id = $1`,
    [endpoint.laneId],
  )
}

test('a transaction of which nobody knows whether it was committed is looked up in the log', async () => {
  const { told, url } = await startReceiver((_request, reply) => reply.end())
  const process = startProcess()
  const account = await openLeasedAccount(process, url)
  const cut = unitsOfWork(
    {
      ...core.db,
      worker: {
        ...core.db.worker,
        transaction: async (work, closing) => {
          await core.db.worker.transaction(work, closing)
          throw Object.assign(new Error('connection lost'), { code: 'ECONNRESET' })
        },
      },
    },
    { wakeLanes: () => undefined, offerMemory: (ids) => process.engine.offerMemory(ids) },
  )
  await assert.rejects(emit(cut, account), /connection lost/)
  assert.equal((await read(account)).rows, 0)
  await until('the delivery', async () => (await read(account)).delivered === 1)
  assert.equal(told.length, 1)
})

test('a process that has lost its lease writes rows', async () => {
  const { told, url } = await startReceiver((_request, reply) => reply.end())
  const process = startProcess()
  const account = await openLeasedAccount(process, url)
  await expireLease(account)
  const offer = process.engine.offerMemory(new Set([account.accountId]))
  const held = unitsOfWork(core.db, { offerMemory: () => offer })
  await emit(held, account)
  await until('the delivery', async () => (await read(account)).delivered === 1)
  assert.equal(told.length, 1)
})
