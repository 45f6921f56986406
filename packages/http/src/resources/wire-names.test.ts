import assert from 'node:assert/strict'
import { test } from 'vitest'
import { toEventView } from './events/event-view.ts'
import { camelPath, fromMetaNames, toMetaNames } from './wire-names.ts'

const native = {
  type: 'cta_url',
  previewUrl: true,
  amount1000: 12,
  address: { inPinCode: '560001', houseNumber: '1' },
  sections: [{ productItems: [{ productRetailerId: 'a_b' }] }],
  flowActionPayload: { screen: 'A_B', data: { user_name: 1, userName: 2 } },
  parameters: [{ type: 'action', action: { flowToken: 't', flowActionData: { user_name: 1, userName: 2 } } }],
}
const meta = {
  type: 'cta_url',
  preview_url: true,
  amount_1000: 12,
  address: { in_pin_code: '560001', house_number: '1' },
  sections: [{ product_items: [{ product_retailer_id: 'a_b' }] }],
  flow_action_payload: { screen: 'A_B', data: { user_name: 1, userName: 2 } },
  parameters: [{ type: 'action', action: { flow_token: 't', flow_action_data: { user_name: 1, userName: 2 } } }],
}

test('members are renamed there and back, values and the data of flows are not', () => {
  assert.deepEqual(toMetaNames(native), meta)
  assert.deepEqual(fromMetaNames(meta), native)
})

test("a flow's answers have the names that the flow gives them", () => {
  const values = { screen_0_Size_1: 'L', order_id: 1, orderId: 2 }
  const data = { fromUserId: null, answers: { name: 'flow', token: 't', values }, message: { flow_token: 't' } }
  const told = toEventView({ id: 'e', type: 'message.received', at: '2026-01-01T00:00:00Z', data })
  assert.deepEqual(told.data, { ...data, message: { flowToken: 't' } })
})

test('paths of errors are told in our names', () => {
  assert.equal(
    camelPath({ field: 'interactive.action.buttons.0.reply.display_text' }),
    'interactive.action.buttons.0.reply.displayText',
  )
  assert.equal(camelPath({ field: 'messaging_product', rule: 'unknown_member' }), 'messaging_product')
  assert.equal(camelPath({ field: 'Idempotency-Key' }), 'Idempotency-Key')
})
