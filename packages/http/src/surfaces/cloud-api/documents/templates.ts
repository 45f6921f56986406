import { Done, document, fields, ofNode, ofWaba, open, queryOf, said, Text } from './document.ts'

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
