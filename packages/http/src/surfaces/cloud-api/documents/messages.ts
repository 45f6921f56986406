import { outboundTypes } from '@dawk/core/messaging/messages/send/check-content.ts'
import { Done, document, ofNumber, open, said, Text } from './document.ts'

const Send = {
  type: 'object',
  properties: {
    messaging_product: { const: 'whatsapp' },
    recipient_type: { const: 'individual' },
    to: said('Phone number with country code.'),
    recipient: said('User id of a person who shows no phone number.'),
    type: { type: 'string', enum: [...outboundTypes], description: 'Left out: text.' },
    ...Object.fromEntries(
      outboundTypes.map((type) => [type, type === 'contacts' ? { type: 'array', items: open } : open]),
    ),
    context: { type: 'object', properties: { message_id: Text } },
    biz_opaque_callback_data: { type: 'string', maxLength: 512 },
  },
  required: ['messaging_product'],
  title: 'SendMessage',
}

const MarkRead = {
  type: 'object',
  properties: {
    messaging_product: { const: 'whatsapp' },
    status: { const: 'read' },
    message_id: { type: 'string', maxLength: 512 },
    typing_indicator: { type: 'object', properties: { type: { const: 'text' } }, required: ['type'] },
  },
  required: ['messaging_product', 'status', 'message_id'],
  title: 'MarkRead',
}

const Sent = {
  type: 'object',
  properties: {
    messaging_product: { const: 'whatsapp' },
    contacts: { type: 'array', items: { type: 'object', properties: { input: Text, wa_id: Text, user_id: Text } } },
    messages: {
      type: 'array',
      items: { type: 'object', properties: { id: Text, message_status: Text }, required: ['id'] },
    },
  },
  required: ['messaging_product', 'contacts', 'messages'],
  title: 'Sent',
}

export const sendOrMarkRead = document({
  operationId: 'sendMessage',
  summary: 'Send a message, or mark one as read',
  description: 'The answer comes once Meta has taken or refused the message, at most after ten seconds.',
  tag: 'Messages',
  params: ofNumber,
  body: {
    type: 'object',
    anyOf: [Send, MarkRead],
    examples: [
      { messaging_product: 'whatsapp', to: '14155552671', type: 'text', text: { body: 'Hello' } },
      {
        messaging_product: 'whatsapp',
        to: '14155552671',
        type: 'template',
        template: { name: 'hello_world', language: { code: 'en_US' } },
      },
      { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.HBgMOTE5MDMwMzgzNDM4FQIAEhgg' },
    ],
  },
  ok: { anyOf: [Sent, Done] },
  example: {
    messaging_product: 'whatsapp',
    contacts: [{ input: '14155552671', wa_id: '14155552671' }],
    messages: [{ id: 'wamid.HBgLMTQxNTU1NTI2NzEVAgARGBI' }],
  },
})
