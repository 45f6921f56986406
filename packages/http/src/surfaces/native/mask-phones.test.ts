import assert from 'node:assert/strict'
import { test } from 'vitest'
import { maskPhones } from './mask-phones.ts'

test('phone numbers of people lose their last digits, wherever they stand', () => {
  assert.deepEqual(
    maskPhones({
      contact: { name: 'Asha', phone: '919900112233' },
      identifiers: [
        { kind: 'phone', value: '919900112233' },
        { kind: 'user_id', value: 'US.1234567890' },
      ],
      data: [{ from: '919900112233', to: null, message: { from: '919900112233', text: { body: '919900112233' } } }],
      phones: ['+919900112233'],
    }),
    {
      contact: { name: 'Asha', phone: '9199001•••••' },
      identifiers: [
        { kind: 'phone', value: '9199001•••••' },
        { kind: 'user_id', value: 'US.1234567890' },
      ],
      data: [{ from: '9199001•••••', to: null, message: { from: '9199001•••••', text: { body: '919900112233' } } }],
      phones: ['+9199001•••••'],
    },
  )
})

test('what is no phone number of a person stays', () => {
  const plain = {
    from: '2026-11-21T08:00:00.000Z',
    to: '21:00',
    phoneNumberId: '106540352242922',
    displayPhoneNumber: '+1 555 078 3881',
    at: null,
    count: 3,
  }
  assert.deepEqual(maskPhones(plain), plain)
})
