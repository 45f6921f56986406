import { listNumbers } from '@dawk/core/messaging/numbers/number-list.ts'
import {
  continueSampleSession,
  openSampleSession,
  readSampleSession,
  type SampleFile,
  type SampleSession,
} from '@dawk/core/messaging/templates/write/sample-sessions.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import { principalOf } from '#auth/authentication.ts'
import { usableNumbers } from '#auth/usable-numbers.ts'
import type { HttpContext } from '#context.ts'
import { continueUpload, openUpload, readUpload } from '../documents/uploads.ts'
import { badRequest, unsupported } from '../errors.ts'
import { dataOf } from '../own-number.ts'

interface OpenRequest {
  Params: { version: string; appId: string }
}

interface SessionRequest {
  Params: { version: string; session: string }
  Querystring: { sig?: string | string[] }
}

const session = '/:version(^v\\d{1,2}\\.\\d$)/upload:::session'
const maxNumbers = 100

/** Meta's resumable upload: `POST /{version}/{app id}/uploads`, then `POST` and `GET /{version}/upload:…`. */
export const uploads: FastifyPluginAsync<{ ctx: HttpContext }> = async (app, { ctx }) => {
  const depsOf = (request: FastifyRequest) => ({
    ...ctx.core,
    numbers: usableNumbers(ctx.numbers, principalOf(request)),
  })

  app.post<OpenRequest>(
    '/:version(^v\\d{1,2}\\.\\d$)/:appId/uploads',
    { config: { scope: 'templates:write', documents: openUpload } },
    async (request) => {
      const { appId } = request.params
      const wabaIds = await usableWabaIds(ctx, request)
      const opened = await openSampleSession(depsOf(request), accountOf(request), wabaIds, appId, readFile(request))
      if (!opened) throw unsupported('POST', appId.slice(0, 64))
      return { id: nameOf(dataOf(opened)) }
    },
  )

  app.get<SessionRequest>(session, { config: { scope: 'templates:write', documents: readUpload } }, async (request) => {
    const named = readSession(request)
    const state = await readSampleSession(depsOf(request), accountOf(request), named)
    if (!state) throw unknown(request)
    return { id: nameOf(named), file_offset: dataOf(state).file_offset }
  })

  await app.register(async (scope) => {
    takeBytesAsTheyAre(scope)
    scope.post<SessionRequest>(
      session,
      { config: { scope: 'templates:write', documents: continueUpload } },
      async (request) => {
        const named = readSession(request)
        const chunk = {
          offset: readOffset(request),
          source: bytesOf(request),
          directory: ctx.media.incomingPath,
        }
        const sent = await continueSampleSession(depsOf(request), accountOf(request), named, chunk)
        if (!sent) throw unknown(request)
        return { ...dataOf(sent), ...('id' in dataOf(sent) && { id: nameOf(named) }) }
      },
    )
  })
}

const accountOf = (request: FastifyRequest) => principalOf(request).account.id

/** Clients say of their bytes what they like; curl calls them a form. */
function takeBytesAsTheyAre(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
}

async function usableWabaIds(ctx: HttpContext, request: FastifyRequest): Promise<string[]> {
  const { account, numberIds, test } = principalOf(request)
  const numbers = await listNumbers(ctx.core, account.id, { after: null, limit: maxNumbers, ids: numberIds })
  const usable = numbers.filter(({ sandbox }) => sandbox || !test)
  return [...new Set(usable.flatMap(({ wabaId }) => wabaId ?? []))]
}

/** In the query, as Meta's page has it, or in the body. */
function readFile({ query, body }: FastifyRequest): SampleFile {
  const given = { ...Object(body), ...Object(query) } as Record<string, unknown>
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : '')
  for (const name of ['file_length', 'file_type'])
    if (given[name] === undefined) throw badRequest(`The parameter ${name} is required.`)
  const length = given['file_length']
  return {
    fileName: text('file_name').slice(0, 240),
    fileBytes: typeof length === 'number' || /^\d{1,15}$/.test(text('file_length')) ? Number(length) : Number.NaN,
    fileType: text('file_type').toLowerCase(),
  }
}

/** The path names whose session it is, `sig` what Meta calls it: together the `upload:…?sig=…` that clients take for one id. */
const nameOf = ({ wabaId, uploadId }: SampleSession) => `upload:${encode(wabaId)}?sig=${encode(uploadId)}`
const encode = (text: string) => Buffer.from(text).toString('base64url')
const decode = (text: string) => Buffer.from(text, 'base64url').toString()

function readSession(request: FastifyRequest<SessionRequest>): SampleSession {
  const wabaId = decode(request.params.session)
  const uploadId = decode([request.query.sig ?? []].flat()[0] ?? '')
  if (!/^\d{1,32}$/.test(wabaId) || !uploadId.startsWith('upload:')) throw unknown(request)
  return { wabaId, uploadId }
}

const unknown = ({ method, params }: FastifyRequest<SessionRequest>) =>
  unsupported(method, `upload:${params.session.slice(0, 64)}`)

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
