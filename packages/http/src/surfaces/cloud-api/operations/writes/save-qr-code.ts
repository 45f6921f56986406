import { said, Text } from '../../shapes.ts'
import { numberChange } from './number-change.ts'
import { object } from './write-shapes.ts'

export const saveQrCode = numberChange('message_qrdls', {
  method: 'POST',
  scope: 'numbers:write',
  summary: 'Create or change a QR code',
  description: 'Straight to Meta. With `code` it changes that code, else it makes a new one.',
  action: 'number.settings_changed',
  body: {
    properties: {
      code: Text,
      prefilled_message: said('At most 140 characters.'),
      generate_qr_image: { enum: ['SVG', 'PNG'] },
    },
    required: ['prefilled_message'],
  },
  example: { prefilled_message: 'Hi', generate_qr_image: 'PNG' },
  ok: object,
  answer: { code: '4O4YGZEG3RIVE1', prefilled_message: 'Hi', deep_link_url: 'https://wa.me/message/4O4YGZEG3RIVE1' },
})
