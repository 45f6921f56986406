import { document, fields, ofNumber, ofWaba, open, queryOf, said, Text } from './document.ts'

const list = {
  type: 'object',
  properties: { data: { type: 'array', items: open }, paging: open },
  additionalProperties: true,
}
const page = { limit: { type: 'integer' }, after: said('`paging.cursors.after` of the page before.'), before: Text }

const numberEdges = {
  settings: { operationId: 'getSettings', summary: 'Get the settings of a number' },
  message_qrdls: { operationId: 'listQrCodes', summary: 'List QR codes' },
  whatsapp_commerce_settings: { operationId: 'getCommerceSettings', summary: 'Get the commerce settings' },
  conversational_automation: { operationId: 'getAutomation', summary: 'Get commands and ice breakers' },
  block_users: { operationId: 'listBlockedUsers', summary: 'List blocked users' },
}

/** Straight from Meta. */
export const readNumberEdge = (edge: keyof typeof numberEdges) =>
  document({
    ...numberEdges[edge],
    description: 'Straight from Meta.',
    tag: 'Phone numbers',
    params: ofNumber,
    querystring: queryOf({ fields, ...page }),
    ok: list,
    example: { data: [] },
  })

export const readQrCode = document({
  operationId: 'getQrCode',
  summary: 'Get a QR code',
  description: 'Straight from Meta.',
  tag: 'Phone numbers',
  params: {
    ...ofNumber,
    properties: { ...ofNumber.properties, code: { ...said('The code.'), maxLength: 64, examples: ['4O4YGZEG3RIVE1'] } },
    required: [...ofNumber.required, 'code'],
  },
  querystring: queryOf({ fields }),
  ok: list,
  example: { data: [{ code: '4O4YGZEG3RIVE1', prefilled_message: 'Hi' }] },
})

const wabaEdges = {
  subscribed_apps: { operationId: 'listSubscribedApps', summary: 'List the apps that get the webhooks of an account' },
  template_analytics: { operationId: 'getTemplateAnalytics', summary: 'Get the analytics of templates' },
}

export const readWabaEdge = (edge: keyof typeof wabaEdges) =>
  document({
    ...wabaEdges[edge],
    description: 'Straight from Meta. Not for keys that are bound to some numbers.',
    tag: 'Business accounts',
    params: ofWaba('wabaId'),
    querystring: queryOf({
      fields,
      ...page,
      start: Text,
      end: Text,
      granularity: Text,
      template_ids: Text,
      metric_types: Text,
    }),
    ok: list,
    example: { data: [] },
  })

const ofNothing = { type: 'object', properties: { version: ofNumber.properties['version'] }, required: ['version'] }

export const readLibrary = document({
  operationId: 'listTemplateLibrary',
  summary: 'Search the template library',
  description: 'Straight from Meta.',
  tag: 'Templates',
  params: ofNothing,
  querystring: queryOf({
    ...page,
    search: Text,
    topic: Text,
    usecase: Text,
    industry: Text,
    language: Text,
    name: Text,
  }),
  ok: list,
  example: { data: [] },
})

export const debugToken = document({
  operationId: 'debugToken',
  summary: 'Inspect the key that asks',
  description:
    'What Meta says of the token that stands behind the key. Of any other key only that it is not valid is told.',
  tag: 'Nodes',
  params: ofNothing,
  querystring: queryOf({ input_token: said('The key itself.') }),
  ok: { type: 'object', properties: { data: open }, required: ['data'] },
  example: { data: { is_valid: true, scopes: ['whatsapp_business_messaging'] } },
})
