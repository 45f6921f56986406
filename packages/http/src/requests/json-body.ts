import { isUtf8 } from 'node:buffer'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    /** The bytes as they came; kept only where an Idempotency-Key asks for their fingerprint. */
    rawBody: Buffer | null
  }
}

/**
 * JSON bodies only. An empty one counts as absent, since many clients send the content type with every request.
 * Bytes that are not UTF-8 are refused: read leniently they would reach a phone as replacement characters.
 */
export function acceptJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.decorateRequest('rawBody', null)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined)
    if (!isUtf8(body)) return done(new GatewayError('invalid_request', 'The body is not valid UTF-8.'))
    if (request.headers['idempotency-key'] !== undefined) request.rawBody = body
    return parse(request, body.toString('utf8'), done)
  })
}
