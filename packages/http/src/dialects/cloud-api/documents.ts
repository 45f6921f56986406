import { outboundTypes } from '@dawk/core/messages/send/check-content.ts'

/**
 * What the document says of the routes. The rules themselves are in `check-message.ts` and in the core, since they refuse in
 * Meta's words; and answers are Meta's, which nothing here may cut.
 */

const Text = { type: 'string' }
const open = { type: 'object', additionalProperties: true }
const said = (description: string) => ({ ...Text, description })

const GraphError = {
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: {
        message: Text,
        type: Text,
        code: { type: 'integer' },
        error_subcode: { type: 'integer' },
        error_data: open,
        is_transient: { type: 'boolean' },
        fbtrace_id: Text,
      },
      required: ['message', 'code', 'fbtrace_id'],
    },
  },
  required: ['error'],
  title: 'Error',
  examples: [
    {
      error: {
        message: '(#131008) Required parameter is missing',
        type: 'OAuthException',
        code: 131008,
        error_data: { messaging_product: 'whatsapp', details: 'The parameter text is required.' },
        fbtrace_id: 'AbCdEfGhIjKlMnOpQrStUvW',
      },
    },
  ],
}

const errorStatuses = [400, 401, 403, 404, 409, 429, 500, 503]
const refusals = Object.fromEntries(errorStatuses.map((status) => [status, GraphError]))

const version = {
  type: 'string',
  pattern: '^v\\d{1,2}\\.\\d$',
  description: 'It and its slash may be left out.',
  examples: ['v23.0'],
}

const pathOf = (name: string, description: string) => ({
  type: 'object',
  properties: { version, [name]: { type: 'string', maxLength: 64, description, examples: ['1234567890'] } },
  required: ['version', name],
})
const ofNumber = pathOf('phoneNumberId', "Meta's id of the number.")
const ofNode = pathOf('id', "Meta's id of a number or of a template, or the id of a file.")
const ofWaba = (name: string) => pathOf(name, 'Id of the WhatsApp Business Account.')

const queryOf = (properties: Record<string, object>, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
})
const fields = said('Names with commas between; left out: all.')

interface Words {
  operationId: string
  summary: string
  description?: string
  tag: string
  params: object
  querystring?: object
  headers?: object
  body?: object
  consumes?: string[]
  ok: object
  example: unknown
}

/** In a form what is no text stands as JSON, which is what OpenAPI means where it says nothing. */
const asJsonOrForm = ['application/json', 'application/x-www-form-urlencoded']

const document = ({ tag, ok, example, ...words }: Words) => ({
  ...(words.body && { consumes: asJsonOrForm }),
  ...words,
  tags: [tag],
  response: { 200: { ...ok, examples: [example] }, ...refusals },
})

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

const Done = { type: 'object', properties: { success: { type: 'boolean' } }, required: ['success'] }

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

export const uploadMedia = document({
  operationId: 'uploadMedia',
  summary: 'Upload a file',
  tag: 'Media',
  params: ofNumber,
  consumes: ['multipart/form-data'],
  body: {
    type: 'object',
    properties: {
      messaging_product: { const: 'whatsapp' },
      type: said('Content type of the file.'),
      file: { type: 'string', contentMediaType: 'application/octet-stream' },
    },
    required: ['messaging_product', 'file'],
  },
  ok: { type: 'object', properties: { id: Text }, required: ['id'] },
  example: { id: '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4' },
})

export const deleteMedia = document({
  operationId: 'deleteMedia',
  summary: 'Delete a file',
  tag: 'Media',
  params: ofNode,
  ok: Done,
  example: { success: true },
})

const PhoneNumber = {
  type: 'object',
  properties: { id: Text, display_phone_number: Text, verified_name: Text },
  required: ['id'],
  additionalProperties: true,
}
const phoneNumber = { id: '1234567890', display_phone_number: '+1 415 555 2671', verified_name: 'Your Name' }

export const readNode = document({
  operationId: 'getNode',
  summary: 'Get a phone number, a template, or where the bytes of a file are',
  description: 'Wants `numbers:read`, `templates:read` or `media:read`, by what the id is of.',
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

const components = { type: 'array', items: open }
const Template = { ...open, properties: { id: Text, name: Text, status: Text, components }, required: ['id'] }
const draft = {
  name: 'order_ready',
  language: 'en_US',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: 'Hi {{1}}, your order is ready!', example: { body_text: [['Sarah']] } }],
}

export const listMessageTemplates = document({
  operationId: 'listTemplates',
  summary: 'List templates',
  tag: 'Templates',
  params: ofWaba('id'),
  querystring: queryOf({
    fields,
    limit: { type: 'integer' },
    after: said('`paging.cursors.after` of the page before.'),
    name: Text,
    status: Text,
    category: Text,
    language: Text,
    name_or_content: Text,
  }),
  ok: {
    type: 'object',
    properties: { data: { type: 'array', items: Template }, paging: open },
    required: ['data'],
  },
  example: { data: [{ id: '1000000000000002', status: 'APPROVED', ...draft }] },
})

export const createMessageTemplate = document({
  operationId: 'createTemplate',
  summary: 'Create a template',
  tag: 'Templates',
  params: ofWaba('id'),
  body: {
    type: 'object',
    properties: { name: Text, language: Text, category: Text, components },
    required: ['name', 'language', 'category', 'components'],
    examples: [draft],
  },
  ok: {
    type: 'object',
    properties: { id: Text, status: Text, category: Text },
    required: ['id', 'status', 'category'],
  },
  example: { id: '1000000000000002', status: 'PENDING', category: 'UTILITY' },
})

export const editMessageTemplate = document({
  operationId: 'editTemplate',
  summary: 'Edit a template',
  tag: 'Templates',
  params: ofNode,
  body: { type: 'object', properties: { category: Text, components }, examples: [{ components: draft.components }] },
  ok: {
    type: 'object',
    properties: { success: { type: 'boolean' }, id: Text, name: Text, category: Text },
    required: ['success'],
  },
  example: { success: true, id: '1000000000000002', name: 'order_ready', category: 'UTILITY' },
})

export const deleteMessageTemplate = document({
  operationId: 'deleteTemplate',
  summary: 'Delete a template',
  description: '`name` alone: in every language; with `hsm_id` that version; `hsm_ids` alone: each of these.',
  tag: 'Templates',
  params: ofWaba('id'),
  querystring: queryOf({ name: Text, hsm_id: Text, hsm_ids: said('A list of 1 to 100 ids, as JSON.') }),
  ok: Done,
  example: { success: true },
})

const fileMembers = {
  file_name: Text,
  file_length: { type: 'integer', description: 'In bytes, at most 16 MB.' },
  file_type: said('application/pdf, image/jpeg, image/jpg, image/png or video/mp4.'),
}

export const openUpload = document({
  operationId: 'openUpload',
  summary: 'Open an upload session for the sample of a header',
  description:
    'The id is the path of the next request. `file_name`, `file_length` and `file_type` may stand in the query or in the body.',
  tag: 'Uploads',
  params: pathOf('appId', "Meta's id of the app of a number's access token, or `app`."),
  querystring: queryOf(fileMembers),
  ok: { type: 'object', properties: { id: Text }, required: ['id'] },
  example: { id: 'upload:MTAyMjkwMTI5MzQwMzk4?sig=dXBsb2FkOk1UcGg_c2lnPUFSWg' },
})

const ofSession = pathOf('session', 'What stands between `upload:` and `?` in the id of the session.')
const sig = queryOf({ sig: said('As the id of the session has it.') }, ['sig'])
const offset = { type: 'integer', description: 'Where to go on.' }

export const continueUpload = document({
  operationId: 'continueUpload',
  summary: 'Upload the bytes of a session',
  description:
    'The bytes are the body, whatever its content type says; the header `file_offset` tells from which byte on. The last ones ' +
    'are answered with the handle `h`, which goes into `example.header_handle` of a header.',
  tag: 'Uploads',
  params: ofSession,
  querystring: sig,
  headers: queryOf({ file_offset: { type: 'integer', minimum: 0, default: 0 } }),
  consumes: ['application/octet-stream'],
  body: { type: 'string', contentMediaType: 'application/octet-stream' },
  ok: { type: 'object', properties: { h: Text, id: Text, file_offset: offset } },
  example: { h: '4::aW1hZ2UvcG5n:ARb0123456789' },
})

export const readUpload = document({
  operationId: 'getUpload',
  summary: 'Get how far an upload session is',
  tag: 'Uploads',
  params: ofSession,
  querystring: sig,
  ok: { type: 'object', properties: { id: Text, file_offset: offset }, required: ['id', 'file_offset'] },
  example: { id: 'upload:MTAyMjkwMTI5MzQwMzk4?sig=dXBsb2FkOk1UcGg_c2lnPUFSWg', file_offset: 10_000 },
})

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
