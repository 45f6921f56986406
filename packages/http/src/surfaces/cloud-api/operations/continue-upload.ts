import { continueSampleSession } from '@dawk/core/messaging/templates/write/sample-sessions.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { operation } from '#operations/operation.ts'
import { badRequest } from '../errors.ts'
import { dataOf } from '../own-number.ts'
import { templateDeps } from '../own-templates.ts'
import { queryOf, shapes, Text } from '../shapes.ts'
import { nameOf, offset, ofSession, readSession, sig, unknownSession } from '../upload-sessions.ts'

export const continueUpload = operation({
  route: 'POST /upload:::session',
  tag: 'Uploads',
  scope: 'templates:write',
  summary: 'Upload the bytes of a session',
  description:
    'The bytes are the body, whatever its content type says; the header `file_offset` tells from which byte on. The last ones ' +
    'are answered with the handle `h`, which goes into `example.header_handle` of a header.',
  parseBody: takeBytesAsTheyAre,
  shown: shapes({
    params: ofSession,
    query: sig,
    headers: queryOf({ file_offset: { type: 'integer', minimum: 0, default: 0 } }),
    consumes: ['application/octet-stream'],
    body: { type: 'string', contentMediaType: 'application/octet-stream' },
    ok: { type: 'object', properties: { h: Text, id: Text, file_offset: offset } },
    example: { h: '4::aW1hZ2UvcG5n:ARb0123456789' },
  }),
  async handle({ ctx, request, accountId, principal }) {
    const session = readSession(request)
    const chunk = { offset: readOffset(request), source: bytesOf(request), directory: ctx.media.incomingPath }
    const sent = await continueSampleSession(templateDeps(ctx, principal), accountId, session, chunk)
    if (!sent) throw unknownSession(request)
    return { ...dataOf(sent), ...('id' in dataOf(sent) && { id: nameOf(session) }) }
  },
})

/** Clients say of their bytes what they like; curl calls them a form. */
function takeBytesAsTheyAre(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
}

/** Of a header that some proxies drop for its underscore. */
function readOffset({ headers }: FastifyRequest): number {
  const given = headers['file_offset'] ?? '0'
  if (typeof given === 'string' && /^\d{1,15}$/.test(given)) return Number(given)
  throw badRequest('Param file_offset must be a number of bytes.')
}

async function* bytesOf({ body }: FastifyRequest): AsyncGenerator<Uint8Array> {
  try {
    yield* (body ?? []) as AsyncIterable<Uint8Array>
  } catch (cause) {
    if (cause instanceof GatewayError) throw cause
    throw new GatewayError('invalid_request', 'The bytes ended before Content-Length was reached.', { cause })
  }
}
