import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null)
})
afterAll(() => gateway.close())

const to = '14155552671'

async function send(body: object): Promise<string> {
  const reply = await gateway.call('POST', '/send-message', { to, message: 'Hi Sarah!', ...body })
  assert.equal(reply.status, 202)
  return reply.body.data.id
}

test('a message is followed to read, with its timeline', async () => {
  const id = await send({ metadata: { orderId: '1234' } })
  await until(
    'the message to be read',
    async () => (await gateway.call('GET', `/messages/${id}`)).body.data.status === 'read',
  )
  const { body } = await gateway.call('GET', `/messages/${id}`)
  const { sentAt, deliveredAt, readAt, wamid, timeline, ...rest } = body.data
  assert.deepEqual(rest, {
    id,
    to,
    type: 'text',
    body: 'Hi Sarah!',
    status: 'read',
    failedAt: null,
    errorMessage: null,
    metadata: { orderId: '1234' },
  })
  const seconds = [sentAt, deliveredAt, readAt].map((at: string) => at.slice(0, 19)) // Meta reports whole seconds
  assert.deepEqual(seconds, seconds.toSorted())
  assert.deepEqual(
    timeline.map(({ status }: { status: string }) => status),
    ['queued', 'sent', 'delivered', 'read'],
  )
  assert.equal((await gateway.call('GET', `/messages/${encodeURIComponent(wamid)}`)).body.data.id, id)
})

test('a dry run never reaches WhatsApp', async () => {
  const id = await send({ dry_run: true, message: 'dry' })
  await until('the dry run to end', async () =>
    ['sent', 'delivered', 'read'].includes((await gateway.call('GET', `/messages/${id}`)).body.data.status),
  )
  const sends = await (await fetch(`${gateway.simulatorUrl}/_simulator/messages`)).text()
  assert.ok(!sends.includes(id))
})

test('lists are filtered and paged', async () => {
  const sendAt = new Date(Date.now() + 3_600_000).toISOString()
  const ids = await Promise.all([1, 2, 3].map(() => send({ sendAt })))
  const first = await gateway.call('GET', '/messages?status=scheduled&limit=2')
  const second = await gateway.call('GET', '/messages?status=scheduled&limit=2&page=2')
  assert.deepEqual(first.body.pagination, { page: 1, limit: 2, total: 3, totalPages: 2 })
  const seen = [...first.body.data, ...second.body.data].map(({ id }: { id: string }) => id)
  assert.deepEqual(seen.sort(), ids.sort())
  assert.deepEqual((await gateway.call('GET', `/messages?batchId=${gateway.accountId}`)).body.data, [])
})

test('what is not there answers 404, whatever the id looks like', async () => {
  for (const id of ['1', '%00', gateway.accountId, 'wamid.unknown', 'x'.repeat(2000), "1'--"]) {
    const { status, body } = await gateway.call('GET', `/messages/${id}`)
    assert.deepEqual([id, status, body.success], [id, 404, false])
  }
})

test('a message of another account does not exist', async () => {
  const id = await send({})
  const registered = await gateway.call('POST', '/auth/register', { name: 'Other', email: 'other@example.com' })
  const authorization = `Bearer ${registered.body.data.apiKey}`
  assert.equal((await gateway.call('GET', `/messages/${id}`, undefined, { authorization })).status, 404)
  assert.equal((await gateway.call('GET', '/messages', undefined, { authorization })).body.pagination.total, 0)
})

test.each([
  'limit=0',
  'limit=201',
  'limit=x',
  'page=0',
  'status=lost',
  'batchId=1',
  'staus=sent',
  'status=sent&status=read',
])('?%s is refused with details', async (query) => {
  const { status, body } = await gateway.call('GET', `/messages?${query}`)
  assert.deepEqual([status, body.success, body.details.length > 0], [400, false, true])
})
