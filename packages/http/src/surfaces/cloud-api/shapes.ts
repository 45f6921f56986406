import type { Shown } from '#operations/operation.ts'

/**
 * What the document shows of the operations. The rules themselves are in `check-message.ts` and in the core, since they refuse
 * in Meta's words; and answers are Meta's, which nothing here may cut.
 */

export const Text = { type: 'string' }
export const open = { type: 'object', additionalProperties: true }
export const said = (description: string) => ({ ...Text, description })

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

export const pathOf = (name: string, description: string) => ({
  type: 'object',
  properties: { version, [name]: { type: 'string', maxLength: 64, description, examples: ['1234567890'] } },
  required: ['version', name],
})
export const ofNumber = pathOf('phoneNumberId', "Meta's id of the number.")
export const ofNode = pathOf('id', "Meta's id of a number or of a template, or the id of a file.")
export const ofWaba = (name: string) => pathOf(name, 'Id of the WhatsApp Business Account.')

export const queryOf = (properties: Record<string, object>, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
})
export const fields = said('Names with commas between; left out: all.')

interface Shapes extends Omit<Shown, 'reply'> {
  params: object
  ok: object
  example: unknown
}

/** In a form what is no text stands as JSON, which is what OpenAPI means where it says nothing. */
const asJsonOrForm = ['application/json', 'application/x-www-form-urlencoded']

/** For `shown` of an operation. */
export const shapes = ({ ok, example, ...parts }: Shapes): Shown => ({
  ...(parts.body && { consumes: asJsonOrForm }),
  ...parts,
  reply: { 200: { ...ok, examples: [example] }, ...refusals },
})

export const Done = { type: 'object', properties: { success: { type: 'boolean' } }, required: ['success'] }
