import { isUtf8 } from 'node:buffer'
import { shown } from '@dawk/cloud-api/content/shown.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyInstance } from 'fastify'
import { createJsonParser } from './parse-json.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The bytes as they came; kept only where an Idempotency-Key asks for their fingerprint. */
    rawBody: Buffer | null
  }
}

/** Larger bodies are not parsed a second time to find the place. */
const maxTextToExplain = 1_000_000

/** Says where the JSON breaks, as far as the parser knows. */
function toJsonRefusal(error: Error, text: string): Error {
  if (!('code' in error) || error.code !== 'FST_ERR_CTP_INVALID_JSON_BODY' || text.length > maxTextToExplain)
    return error
  try {
    JSON.parse(text)
    return error
  } catch (cause) {
    return new GatewayError('invalid_request', `The body is not valid JSON: ${placeIn(text, String(cause))}.`)
  }
}

function placeIn(text: string, message: string): string {
  if (message.includes('end of JSON')) return 'it ends too early'
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(message) ?? []
  if (line !== undefined) return `see line ${line}, column ${column}`
  const [, token] = /Unexpected token '(.)'/su.exec(message) ?? []
  return token === undefined ? `it begins with ${shown(text.trimStart())}` : `unexpected ${shown(token)}`
}

/**
 * JSON bodies only. An empty one counts as absent, since many clients send the content type with every request.
 * Bytes that are not UTF-8 are refused: read leniently they would reach a phone as replacement characters.
 */
export function acceptJsonBodies(app: FastifyInstance): void {
  const parse = createJsonParser(app)
  app.decorateRequest('rawBody', null)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined)
    if (!isUtf8(body)) return done(new GatewayError('invalid_request', 'The body is not valid UTF-8.'))
    if (request.headers['idempotency-key'] !== undefined) request.rawBody = body
    const text = body.toString('utf8')
    return parse(request, text, (error, parsed) => done(error && toJsonRefusal(error, text), parsed))
  })
}
