import assert from 'node:assert/strict'
import { findMessage } from '@dawk/core/messaging/messages/message-store.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { type InboundWorld, openInboundWorld } from '../support/inbound-world.ts'

let world: InboundWorld
beforeAll(async () => {
  world = await openInboundWorld()
})
afterAll(() => world.close())

const wamid = 'wamid.order'
const payment = (status: string) => ({
  ...{ id: wamid, recipient_id: '919900112233', type: 'payment', status, timestamp: '1795243900' },
  payment: { reference_id: 'order-1', amount: { value: 50_000, offset: 100 }, currency: 'INR' },
})

test('what becomes of a payment stands in the timeline of its message and is told once, and its state does not move', async () => {
  const order = {
    from: '1',
    to: '919900112233',
    id: wamid,
    timestamp: '1795243849',
    type: 'text',
    text: { body: 'pay' },
  }
  await world.apply([{ message_echoes: [order] }], 'smb_message_echoes')
  await world.apply([{ statuses: [payment('pending')] }, { statuses: [payment('pending')] }])
  await world.apply([{ statuses: [payment('captured')] }])
  await world.apply([{ statuses: [payment('pending')] }]) // Meta repeats itself
  const message = await findMessage(world.ctx, world, wamid)
  assert.equal(message?.state, 'sent')
  assert.deepEqual(
    message.timeline.filter(({ status }) => status === 'payment').map(({ detail }) => detail),
    ['pending', 'captured'],
  )
  const told = await world.events('message.payment')
  assert.deepEqual(
    told.map((data) => [data['messageId'], data['status'], (data['payment'] as { reference_id: string }).reference_id]),
    [
      [message.id, 'pending', 'order-1'],
      [message.id, 'captured', 'order-1'],
    ],
  )
})
