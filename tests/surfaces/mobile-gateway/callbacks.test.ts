import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import dlr from '../../../packages/http/src/surfaces/mobile-gateway/fixtures/dlr-callback.json' with { type: 'json' }
import mo from '../../../packages/http/src/surfaces/mobile-gateway/fixtures/mo-callback.json' with { type: 'json' }
import { type Receiver, startReceiver } from '../../flow/receiver.ts'
import { freshPhone, simulatorControl } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
let simulator: ReturnType<typeof simulatorControl>
beforeAll(async () => {
  gateway = await startGateway(null)
  simulator = simulatorControl(gateway.simulatorUrl)
})
afterAll(() => gateway.close())

/** The page has a URL for each: an endpoint of this dialect for each. */
async function listen(receiver: Receiver, eventTypes: string[]): Promise<void> {
  const wanted = { url: receiver.url, dialect: 'mobile-gateway', eventTypes }
  const { status, body } = await gateway.call('POST', '/v1/webhook-endpoints', wanted)
  assert.equal(status, 201, JSON.stringify(body))
}

const told = (receiver: Receiver) => receiver.received.map(({ raw }) => JSON.parse(raw))
const send = async (destination: string, reference: string) => {
  const body = { destination, type: 'text', text: { body: 'Hello' }, source: gateway.phoneNumberId, reference }
  const authorization = `Basic ${Buffer.from(`${gateway.apiKey}:`).toString('base64')}`
  return (await gateway.call('POST', '/rest/wab/v1/messages', body, { authorization })).body[0].id as string
}

test('MO and DLR reach their own URLs, in the shape of the page', async (t) => {
  const [moReceiver, dlrReceiver] = [await startReceiver(t), await startReceiver(t)]
  await listen(moReceiver, ['message.received', 'message.received.unknown'])
  await listen(dlrReceiver, ['message.status.*'])

  const from = freshPhone()
  await simulator.inbound({ phoneNumberId: gateway.phoneNumberId, from, type: 'text', text: { body: 'Kia ora' } })
  await until('the MO', async () => moReceiver.received.length > 0)
  const [first] = told(moReceiver)
  assert.deepEqual(Object.keys(first), Object.keys(mo))
  assert.deepEqual([first.source, first.Destination], [`+${from}`, gateway.phoneNumberId])
  const { text, from: sender, errors, order, reaction } = first.content
  assert.deepEqual([text, sender], [{ preview_url: false, body: 'Kia ora' }, `+${from}`])
  assert.deepEqual([errors, order, reaction], [null, null, null])
  const authorization = `Basic ${gateway.apiKey}`
  const stored = await gateway.call('GET', `/rest/wab/v1/messages?id=${first.id}`, undefined, { authorization })
  assert.deepEqual(JSON.parse(stored.body.content), first.content)

  const delivered = await send(`+${freshPhone()}`, 'order-7')
  const failed = await send('+15550000001', 'order-8')
  const of = (id: string) => told(dlrReceiver).filter((one) => one.id === id)
  await until(
    'the DLRs',
    async () => of(delivered).length >= 2 && of(failed).some(({ status }) => status === 'rejected'),
  )
  for (const one of told(dlrReceiver)) assert.deepEqual(Object.keys(one), Object.keys(dlr))
  assert.deepEqual(
    of(delivered)
      .map(({ status, reference }) => `${status} ${reference}`)
      .sort(),
    ['received order-7', 'sent order-7'],
  )
  assert.ok(of(failed).every(({ reference }) => reference === 'order-8'))
  assert.equal(told(moReceiver).length, 1, 'no DLR came to the MO URL')
  for (const { headers } of [...moReceiver.received, ...dlrReceiver.received]) assert.ok(headers['webhook-id'])
})

test('a read that was never told as delivered is told as received, once', async (t) => {
  const receiver = await startReceiver(t)
  await listen(receiver, ['message.status.*'])
  const id = await send('+15550000009', 'skips')
  await until('read', async () => {
    const { body } = await gateway.call('GET', `/messages/${id}`)
    return body.data.status === 'read'
  })
  const statuses = () =>
    told(receiver)
      .filter((one) => one.id === id)
      .map(({ status }) => status)
  await until('both', async () => statuses().length >= 2)
  assert.deepEqual(statuses().sort(), ['received', 'sent'])
})
