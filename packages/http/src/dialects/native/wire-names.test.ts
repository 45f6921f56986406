import assert from 'node:assert/strict'
import { test } from 'vitest'
import { camelPath, fromMetaNames, toMetaNames } from './wire-names.ts'

const native = {
  type: 'cta_url',
  previewUrl: true,
  amount1000: 12,
  address: { inPinCode: '560001', houseNumber: '1' },
  sections: [{ productItems: [{ productRetailerId: 'a_b' }] }],
  flowActionPayload: { screen: 'A_B', data: { user_name: 1, userName: 2 } },
}
const meta = {
  type: 'cta_url',
  preview_url: true,
  amount_1000: 12,
  address: { in_pin_code: '560001', house_number: '1' },
  sections: [{ product_items: [{ product_retailer_id: 'a_b' }] }],
  flow_action_payload: { screen: 'A_B', data: { user_name: 1, userName: 2 } },
}

test('members are renamed there and back, values and the data of flows are not', () => {
  assert.deepEqual(toMetaNames(native), meta)
  assert.deepEqual(fromMetaNames(meta), native)
})

test('paths of errors are told in our names', () => {
  assert.equal(
    camelPath('interactive.action.buttons.0.reply.display_text'),
    'interactive.action.buttons.0.reply.displayText',
  )
  assert.equal(camelPath('Idempotency-Key'), 'Idempotency-Key')
})
