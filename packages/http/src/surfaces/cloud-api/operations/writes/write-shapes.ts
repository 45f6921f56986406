import { said } from '../../shapes.ts'

export const product = { const: 'whatsapp' }
export const boolean = { type: 'boolean' }
export const object = { type: 'object', additionalProperties: true }
const users = {
  type: 'array',
  items: { type: 'object', properties: { user: said('Phone number of the person.') }, required: ['user'] },
}
export const blocked = {
  body: {
    properties: { messaging_product: product, block_users: users },
    required: ['messaging_product', 'block_users'],
  },
  example: { messaging_product: 'whatsapp', block_users: [{ user: '+14155552671' }] },
  ok: object,
}
export const inPart =
  'Straight to Meta. Where a part of the list fails, the answer is an error with what became of the others beside it, as from Meta.'
