import { bearerKey, type SurfaceDescription } from '#openapi/document.ts'
import { open, said, Text } from './shapes.ts'

/** What endpoints of this dialect get. `value` is by `field`, as Meta documents it. */
const notification = {
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

export const description: SurfaceDescription = {
  title: 'Cloud API',
  description:
    "Meta's own paths: a client of WhatsApp's Cloud API that points its base URL at `/graph` works unchanged, with an API " +
    'key of this host as the access token. https://developers.facebook.com/documentation/business-messaging/whatsapp\n\n' +
    'The version may be left out of any path: `/graph/{phoneNumberId}/messages`. Bodies of JSON may as well be forms ' +
    '(`application/x-www-form-urlencoded`), in which every member that is not a text is JSON.',
  tags: {
    Messages: 'Send, and mark as read.',
    Media: 'Upload, look up, delete.',
    Templates: 'Message templates.',
    Uploads: 'Samples of headers: handles for templates.',
    Nodes: 'What stands behind an id.',
    'Phone numbers': 'What Meta says of a number at this moment.',
    'Business accounts': 'What Meta says of the account that the numbers belong to.',
    'Business profile': 'What people see of the business.',
  },
  security: {
    ...bearerKey,
    accessToken: {
      type: 'apiKey',
      in: 'query',
      name: 'access_token',
      description:
        'The same key in the address, where clients of Meta put it, or under the same name in a form, before its file. The header wins.',
    },
  },
  webhooks: {
    notification: {
      summary: "Meta's own notification, of one number",
      schema: notification,
      headers: {
        'x-hub-signature-256': '`sha256=` and the hex HMAC-SHA256 of the body, keyed with the secret of the endpoint.',
      },
      example: {
        object: 'whatsapp_business_account',
        entry: [
          {
            id: '102290129340398',
            changes: [
              {
                field: 'messages',
                value: {
                  messaging_product: 'whatsapp',
                  metadata: { display_phone_number: '15550783881', phone_number_id: '106540352242922' },
                  statuses: [
                    {
                      id: 'wamid.HBgLMTQxNTU1NTI2NzEVAgARGBI',
                      status: 'delivered',
                      timestamp: '1750263773',
                      recipient_id: '14155552671',
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
    },
  },
}
