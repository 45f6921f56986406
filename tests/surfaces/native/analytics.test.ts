import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { freshPhone } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
beforeAll(async () => {
  gateway = await startGateway(null)
  call = await checked(gateway)
})
afterAll(() => gateway.close())

const failsLater = '15550000001' // the simulator's number for 131026
const hour = 3_600_000
const asked = (more: Record<string, string> = {}) =>
  new URLSearchParams({
    from: new Date(Date.now() - hour).toISOString(),
    to: new Date(Date.now() + hour).toISOString(),
    granularity: 'total',
    ...more,
  })
const figures = (more: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  call('GET', `/v1/analytics/messages?${asked(more)}`, undefined, headers)

test('an account without messages has no figures', async () => {
  assert.deepEqual((await figures()).body, { data: [], nextCursor: null, hasMore: false })
})

test('messages are counted as they are, with rates and what they are shares of; dry runs and those of others are not', async () => {
  const send = async (body: object) =>
    assert.equal((await call('POST', '/v1/messages', { type: 'text', text: { body: 'Hi' }, ...body })).status, 202)
  const later = new Date(Date.now() + hour).toISOString()
  for (const to of [freshPhone(), freshPhone(), freshPhone(), failsLater]) await send({ to })
  await send({ to: freshPhone(), sendAt: later })
  await send({ to: freshPhone(), dryRun: true })
  await until('the messages to end', async () => {
    const [row] = (await figures({ direction: 'outbound' })).body.data
    return row?.read === 3 && row.failed === 1
  })
  const [{ start, end, ...row }] = (await figures({ direction: 'outbound' })).body.data
  assert.ok(start < end)
  assert.deepEqual(row, {
    ...{ messages: 5, accepted: 5, received: 0, waiting: 1, attempted: 4, sent: 3, delivered: 3, read: 3, failed: 1 },
    canceled: 0,
    deliveryRate: { share: 0.75, of: 'attempted', count: 4 },
    readRate: { share: 1, of: 'delivered', count: 3 },
  })
  const other = await gateway.call('POST', '/auth/register', { name: 'Other', email: 'other@example.com' })
  const headers = { authorization: `Bearer ${other.body.data.apiKey}` }
  assert.deepEqual((await figures({}, headers)).body.data, [])
})

test('failures by code; pages by cursor, whose filters may not change', async () => {
  const filter = { direction: 'outbound', groupBy: 'status,errorCode,number' }
  const whole = (await figures(filter)).body.data
  const numberId = (await call('GET', '/v1/numbers')).body.data[0].id
  assert.deepEqual(
    whole.map((row: Record<string, unknown>) => [row['status'], row['errorCode'], row['numberId'], row['messages']]),
    [
      ['failed', '131026', numberId, 1],
      ['read', null, numberId, 3],
      ['waiting', null, numberId, 1],
    ],
  )
  assert.deepEqual([whole[0].deliveryRate, whole[0].readRate], [null, null])
  const query = asked({ ...filter, limit: '2' })
  const first = (await call('GET', `/v1/analytics/messages?${query}`)).body
  query.set('cursor', first.nextCursor)
  const second = (await call('GET', `/v1/analytics/messages?${query}`)).body
  assert.deepEqual([...first.data, ...second.data].length, 3)
  assert.deepEqual([first.hasMore, second.hasMore], [true, false])
  query.set('direction', 'inbound')
  assert.equal((await call('GET', `/v1/analytics/messages?${query}`)).status, 400)
})

test('what cannot be answered names its field and rule', async () => {
  const refused = async (more: Record<string, string>) => {
    const { status, body } = await figures(more)
    assert.equal(status, 400, JSON.stringify(body))
    return body.errors.map(({ path, detail }: { path: string; detail: string }) => `${path} ${detail}`)
  }
  const from = '2026-01-01T00:00:00Z'
  assert.deepEqual(await refused({ from, to: from }), ['to must be after from'])
  assert.deepEqual(await refused({ from, to: '2026-03-01T00:00:00Z', granularity: 'hour', timeZone: 'Mars/Olympus' }), [
    'to must be at most 31 days after from with the granularity hour',
    'timeZone must be an IANA time zone, such as Asia/Kolkata',
  ])
  const [groups] = await refused({ groupBy: 'status,colour' })
  assert.match(groups, /^groupBy must be one or more of number, /)
  assert.match((await refused({ granularity: 'week' }))[0], /^granularity /)
  const { status, body } = await call('GET', '/v1/analytics/messages?granularity=day')
  assert.equal(status, 400)
  assert.deepEqual(body.errors.map(({ path }: { path: string }) => path).sort(), ['from', 'to'])
})
