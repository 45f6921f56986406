import type { FastifyInstance } from 'fastify'
import { Refusal } from '../ops/description.ts'

/** What a payment provider sends has some kilobytes. */
export const bodyLimit = 512 * 1024

/** Bodies stay the bytes that came, over which the provider has signed. */
export function keepRawBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body))
}

/** For the document: how a notification is answered. */
export const replies = {
  200: {
    type: 'object',
    properties: { success: { const: true } },
    required: ['success'],
    examples: [{ success: true }],
  },
  ...Object.fromEntries([400, 404, 500, 503].map((status) => [status, Refusal])),
}
