import { said, Text } from '../../shapes.ts'
import { deleteQrCode } from './delete-qr-code.ts'
import { numberChange } from './number-change.ts'
import { subscribeApp } from './subscribe-app.ts'
import { unsubscribeApp } from './unsubscribe-app.ts'

const product = { const: 'whatsapp' }
const boolean = { type: 'boolean' }
const object = { type: 'object', additionalProperties: true }
const users = {
  type: 'array',
  items: { type: 'object', properties: { user: said('Phone number of the person.') }, required: ['user'] },
}
const blocked = {
  body: {
    properties: { messaging_product: product, block_users: users },
    required: ['messaging_product', 'block_users'],
  },
  example: { messaging_product: 'whatsapp', block_users: [{ user: '+14155552671' }] },
  ok: object,
}
const inPart =
  'Straight to Meta. Where a part of the list fails, the answer is an error with what became of the others beside it, as from Meta.'

/** Changes at Meta of what nobody here keeps: they go there with the token of the number, after our own checks. */
export const writes = {
  registerNumber: numberChange('register', {
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
  }),
  deregisterNumber: numberChange('deregister', {
    method: 'POST',
    scope: 'numbers:write',
    summary: 'Deregister a number',
    description: 'Straight to Meta. Until the number is registered again, nothing can be sent from it.',
    action: 'number.deregistered',
  }),
  requestCode: numberChange('request_code', {
    method: 'POST',
    scope: 'numbers:write',
    summary: 'Request a verification code',
    action: 'number.code_requested',
    body: { properties: { code_method: { enum: ['SMS', 'VOICE'] }, language: Text } },
    example: { code_method: 'SMS', language: 'en_US' },
  }),
  verifyCode: numberChange('verify_code', {
    method: 'POST',
    scope: 'numbers:write',
    summary: 'Verify a number by its code',
    action: 'number.code_verified',
    body: { properties: { code: Text }, required: ['code'] },
    example: { code: '123456' },
  }),
  updateSettings: numberChange('settings', {
    method: 'POST',
    scope: 'numbers:write',
    summary: 'Change the settings of a number',
    description: 'Straight to Meta, which takes one feature in a request.',
    action: 'number.settings_changed',
    body: {
      properties: {
        calling: object,
        user_identity_change: object,
        payload_encryption: object,
        storage_configuration: object,
      },
    },
    example: { user_identity_change: { enable_identity_key_check: true } },
  }),
  updateCommerceSettings: numberChange('whatsapp_commerce_settings', {
    method: 'POST',
    scope: 'numbers:write',
    summary: 'Change the commerce settings',
    action: 'number.settings_changed',
    body: { properties: { is_cart_enabled: boolean, is_catalog_visible: boolean } },
    example: { is_catalog_visible: true },
  }),
  updateAutomation: numberChange('conversational_automation', {
    method: 'POST',
    scope: 'numbers:write',
    summary: 'Change commands and ice breakers',
    action: 'number.settings_changed',
    body: {
      properties: {
        enable_welcome_message: boolean,
        commands: { type: 'array', items: object },
        prompts: { type: 'array', items: Text },
      },
    },
    example: { prompts: ['Book a flight'] },
  }),
  saveQrCode: numberChange('message_qrdls', {
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
  }),
  deleteQrCode,
  blockUsers: numberChange('block_users', {
    method: 'POST',
    scope: 'contacts:write',
    summary: 'Block users',
    description: inPart,
    action: 'number.block_list_changed',
    ...blocked,
    answer: {
      messaging_product: 'whatsapp',
      block_users: { added_users: [{ input: '+14155552671', wa_id: '14155552671' }] },
    },
  }),
  unblockUsers: numberChange('block_users', {
    method: 'DELETE',
    scope: 'contacts:write',
    summary: 'Unblock users',
    description: inPart,
    action: 'number.block_list_changed',
    ...blocked,
    answer: {
      messaging_product: 'whatsapp',
      block_users: { removed_users: [{ input: '+14155552671', wa_id: '14155552671' }] },
    },
  }),
  subscribeApp,
  unsubscribeApp,
}
