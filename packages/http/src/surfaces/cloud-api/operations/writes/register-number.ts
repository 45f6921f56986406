import { said, Text } from '../../shapes.ts'
import { numberChange } from './number-change.ts'
import { product } from './write-shapes.ts'

export const registerNumber = numberChange('register', {
  method: 'POST',
  scope: 'numbers:write',
  summary: 'Register a number',
  action: 'number.registered',
  body: {
    properties: {
      messaging_product: product,
      pin: said('Six digits: sets the PIN of a number that has none, or proves the one it has.'),
      data_localization_region: Text,
    },
    required: ['messaging_product', 'pin'],
  },
  example: { messaging_product: 'whatsapp', pin: '123456' },
})
