import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { simulatorControl } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null)
})
afterAll(() => gateway.close())

const failsLater = '15550000001' // the simulator's number for 131026: taken, then reported as failed
const find = async (id: string) => (await gateway.call('GET', `/messages/${id}`)).body.data
const retry = (id: string, headers = {}) => gateway.call('POST', `/messages/${id}/retry`, undefined, headers)
const becomes = (id: string, status: string) =>
  until(`${id} to be ${status}`, async () => (await find(id)).status === status)
const sends = async (id: string) => (await simulatorControl(gateway.simulatorUrl).sendsOf(id)).length

async function send(body: object): Promise<string> {
  const reply = await gateway.call('POST', '/send-message', { to: '14155552671', message: 'Hi', ...body })
  assert.equal(reply.status, 202)
  return reply.body.data.id
}

async function sendFailing(): Promise<string> {
  const id = await send({ to: failsLater })
  await becomes(id, 'failed')
  return id
}

test('a failed message is sent again, and its timeline tells both attempts', async () => {
  const id = await sendFailing()
  const before = await find(id)
  const { status, body } = await retry(id)
  assert.deepEqual([status, body], [202, { success: true, data: { id, status: 'queued', scheduledFor: null } }])
  await until('the second failure', async () => {
    const { status, wamid } = await find(id)
    return status === 'failed' && wamid !== before.wamid
  })
  const after = await find(id)
  const told = after.timeline.map((entry: { status: string }) => entry.status)
  assert.deepEqual(told, ['queued', 'sent', 'failed', 'queued', 'sent', 'failed'])
  assert.equal(await sends(id), 2)
  assert.equal((await find(encodeURIComponent(before.wamid))).id, id)
})

test('a message that failed for a passing reason is delivered by its retry', async () => {
  const control = simulatorControl(gateway.simulatorUrl)
  await control.faults({ errorRate: { 131026: 1 } })
  const id = await send({ to: '14155552679' })
  await becomes(id, 'failed')
  await control.faults({ errorRate: {} })
  assert.equal((await retry(id)).status, 202)
  await becomes(id, 'read')
  const { failedAt, errorMessage } = await find(id)
  assert.deepEqual([failedAt, errorMessage], [null, null])
  assert.equal((await retry(id)).status, 409)
})

test('of many retries at once one is queued', async () => {
  const id = await sendFailing()
  const control = simulatorControl(gateway.simulatorUrl)
  await control.faults({ latencyMs: 1000 }) // the second attempt must not fail before the last of them is answered
  const replies = await Promise.all(Array.from({ length: 8 }, () => retry(id)))
  await control.faults({ latencyMs: 0 })
  assert.deepEqual(replies.map(({ status }) => status).sort(), [202, 409, 409, 409, 409, 409, 409, 409])
  await until('the second send', async () => (await sends(id)) === 2)
  await becomes(id, 'failed')
  assert.equal(await sends(id), 2)
})

test('what has not failed is not retried', async () => {
  const id = await send({ sendAt: new Date(Date.now() + 3_600_000).toISOString() })
  const { status, body } = await retry(id)
  assert.deepEqual([status, body.success], [409, false])
  assert.equal((await find(id)).status, 'scheduled')
})

test('what is not there, or of another account, answers 404', async () => {
  for (const id of ['1', '%00', gateway.accountId, 'wamid.unknown', "1'--"])
    assert.deepEqual([id, (await retry(id)).status], [id, 404])
  const failed = await sendFailing()
  const other = await gateway.call('POST', '/auth/register', { name: 'Other', email: 'other@example.com' })
  const headers = { authorization: `Bearer ${other.body.data.apiKey}` }
  assert.equal((await retry(failed, headers)).status, 404)
  assert.equal((await find(failed)).status, 'failed')
})
