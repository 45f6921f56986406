import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null)
})
afterAll(() => gateway.close())

const failsLater = '15550000001' // the simulator's number for 131026
const summary = async (headers = {}) => (await gateway.call('GET', '/analytics/summary', undefined, headers)).body

async function send(body: object): Promise<void> {
  assert.equal((await gateway.call('POST', '/send-message', { message: 'Hi', ...body })).status, 202)
}

test('an account without messages has zeros', async () => {
  assert.deepEqual(await summary(), {
    success: true,
    data: { total: 0, byStatus: {}, deliveryRate: 0, failureRate: 0 },
  })
})

test('messages are counted by status, dry runs and those of others are not', async () => {
  const sendAt = new Date(Date.now() + 3_600_000).toISOString()
  await Promise.all([
    ...['14155552671', '14155552672', '14155552673', failsLater].map((to) => send({ to })),
    ...['14155552671', '14155552672'].map((to) => send({ to, sendAt })),
    send({ to: '14155552671', dry_run: true }),
  ])
  await until('the messages to end', async () => {
    const { byStatus } = (await summary()).data
    return byStatus.read === 3 && byStatus.failed === 1
  })
  assert.deepEqual((await summary()).data, {
    total: 6,
    byStatus: { scheduled: 2, failed: 1, read: 3 },
    deliveryRate: 0.5,
    failureRate: 0.17,
  })
  const other = await gateway.call('POST', '/auth/register', { name: 'Other', email: 'other@example.com' })
  assert.equal((await summary({ authorization: `Bearer ${other.body.data.apiKey}` })).data.total, 0)
})
