import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { SimulatorContext } from '../context.ts'
import { badRequest, badToken, unknownObject } from '../graph-error.ts'
import { asObject, asText } from '../json.ts'
import type { UploadSession } from '../media/uploads.ts'
import { appIdOf } from '../numbers/numbers.ts'
import { readToken } from './access.ts'

const sampleTypes = ['application/pdf', 'image/jpeg', 'image/jpg', 'image/png', 'video/mp4']
const maxSampleBytes = 16 * 1024 * 1024

interface SessionRequest {
  Params: { sid: string }
  Querystring: Record<string, string>
}

export function uploadRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.post<{ Params: { id: string } }>('/:id/uploads', (request) => {
    const token = readToken(request)
    const app = ctx.numbers.list().find((number) => appIdOf(number) === request.params.id)
    if (!ctx.numbers.hasToken(token) && ctx.tokens.wabaOf(token) === undefined) throw badToken()
    if (!app) throw unknownObject(request.method, request.params.id)
    const session = ctx.uploads.open({ token, ...readFile(request) })
    return { id: nameOf(session) }
  })
  void app.register(async (scope) => sessionRoutes(scope, ctx))
}

/** The bytes come as they are, whatever type the client says they have. */
function sessionRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  app.get<SessionRequest>('/upload:::sid', (request) => {
    const session = requireSession(ctx, request)
    return { id: nameOf(session), file_offset: session.offset }
  })
  app.post<SessionRequest>('/upload:::sid', async (request) => {
    const session = requireSession(ctx, request)
    if (Number(request.headers['file_offset'] ?? 0) !== session.offset)
      throw badRequest(`Param file_offset must be ${session.offset}.`)
    await takeBytes(session, request.body as Readable | undefined)
    if (session.offset < session.fileBytes) return { id: nameOf(session), file_offset: session.offset }
    return { h: ctx.uploads.finish(session) }
  })
}

const nameOf = ({ id }: UploadSession) => `upload:${id}?sig=ARZ${id.slice(-12)}`

function readFile(request: FastifyRequest) {
  const given = { ...asObject(request.query), ...asObject(request.body) }
  const fileBytes = Number(given['file_length'])
  const fileType = asText(given['file_type']) ?? ''
  if (!Number.isInteger(fileBytes) || fileBytes < 1) throw badRequest('The parameter file_length is required.')
  if (fileBytes > maxSampleBytes) throw badRequest(`Param file_length must be at most ${maxSampleBytes}.`)
  if (!sampleTypes.includes(fileType)) throw badRequest(`Param file_type must be one of {${sampleTypes.join(', ')}}.`)
  return { fileBytes, fileType, fileName: asText(given['file_name']) ?? '' }
}

/** Only `OAuth` counts here, and the session is of one token. */
function requireSession(
  ctx: Pick<SimulatorContext, 'uploads'>,
  request: FastifyRequest<SessionRequest>,
): UploadSession {
  if (!/^OAuth /i.test(request.headers.authorization ?? '')) throw badToken()
  const session = ctx.uploads.find(request.params.sid)
  if (!session || session.token !== readToken(request))
    throw unknownObject(request.method, `upload:${request.params.sid}`)
  return session
}

async function takeBytes(session: UploadSession, body: Readable | undefined): Promise<void> {
  for await (const chunk of body ?? []) {
    if (session.offset + chunk.length > session.fileBytes)
      throw badRequest('The upload has more bytes than file_length said.')
    session.chunks.push(chunk)
    session.offset += chunk.length
  }
}
