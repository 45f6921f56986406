import type { SurfaceDescription } from '#openapi/document.ts'
import { DlrCallback, MoCallback } from './schemas.ts'

export const description: SurfaceDescription = {
  title: 'WhatsApp for Business API',
  description: 'Send WhatsApp messages, read them, and receive them and their delivery reports by callback.',
  tags: { Messages: 'Send one, send to many, read.', Media: 'Files to send.' },
  security: {
    basic: { type: 'http', scheme: 'basic', description: 'The API key as user name, with an empty password.' },
  },
  webhooks: {
    mo: {
      summary: 'MO callback: a person has written',
      schema: MoCallback,
      example: {
        id: 'b95fc11e-37f0-4770-a082-6ea22d4c4d12',
        source: '+64123456789',
        Destination: '1234567890',
        content: { type: 'text', text: { body: 'Hello' } },
      },
    },
    dlr: {
      summary: 'DLR callback: the status of a message has changed',
      schema: DlrCallback,
      example: { id: 'b95fc11e-37f0-4770-a082-6ea22d4c4d12', status: 'received', reference: 'order-1234' },
    },
  },
}
