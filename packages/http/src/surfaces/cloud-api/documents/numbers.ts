import { Done, document, fields, ofNode, ofNumber, ofWaba, open, queryOf, Text } from './document.ts'

const PhoneNumber = {
  type: 'object',
  properties: { id: Text, display_phone_number: Text, verified_name: Text },
  required: ['id'],
  additionalProperties: true,
}
const phoneNumber = { id: '1234567890', display_phone_number: '+1 415 555 2671', verified_name: 'Your Name' }

export const readNode = document({
  operationId: 'getNode',
  summary: 'Get a phone number, a business account, a template, or where the bytes of a file are',
  description:
    'Wants `numbers:read`, `templates:read` or `media:read`, by what the id is of. A business account, also with `fields` of its analytics, comes straight from Meta.',
  tag: 'Nodes',
  params: ofNode,
  querystring: queryOf({ fields, phone_number_id: Text }),
  ok: { type: 'object', properties: { id: Text }, required: ['id'], additionalProperties: true },
  example: phoneNumber,
})

export const listPhoneNumbers = document({
  operationId: 'listPhoneNumbers',
  summary: 'List the phone numbers of a WhatsApp Business Account',
  description: 'Those that are connected to this account here.',
  tag: 'Phone numbers',
  params: ofWaba('wabaId'),
  querystring: queryOf({ fields }),
  ok: { type: 'object', properties: { data: { type: 'array', items: PhoneNumber } }, required: ['data'] },
  example: { data: [phoneNumber] },
})

const profile = { messaging_product: 'whatsapp', about: 'Open all day', vertical: 'RETAIL' }

export const readProfile = document({
  operationId: 'getBusinessProfile',
  summary: 'Get the business profile',
  tag: 'Business profile',
  params: ofNumber,
  querystring: queryOf({ fields }),
  ok: { type: 'object', properties: { data: { type: 'array', items: open } }, required: ['data'] },
  example: { data: [profile] },
})

export const changeProfile = document({
  operationId: 'updateBusinessProfile',
  summary: 'Change the business profile',
  tag: 'Business profile',
  params: ofNumber,
  body: {
    ...open,
    properties: { messaging_product: { const: 'whatsapp' } },
    required: ['messaging_product'],
    examples: [profile],
  },
  ok: Done,
  example: { success: true },
})
