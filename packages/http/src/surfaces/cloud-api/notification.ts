import { open, said, Text } from './shapes.ts'

/** What endpoints of this dialect get. `value` is by `field`, as Meta documents it. */
export const notification = {
  type: 'object',
  properties: {
    object: { const: 'whatsapp_business_account' },
    entry: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: said('Of the WhatsApp Business Account.'),
          changes: {
            type: 'array',
            items: { type: 'object', properties: { field: Text, value: open }, required: ['field', 'value'] },
          },
        },
        required: ['id', 'changes'],
      },
    },
  },
  required: ['object', 'entry'],
  title: 'Notification',
}
