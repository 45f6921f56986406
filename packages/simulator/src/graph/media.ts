import { createHmac } from 'node:crypto'
import { isMediaKind, maxMediaBytes, mediaKindOf, mediaRules } from '@dawk/cloud-api/media-formats.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { SimulatorContext } from '../context.ts'
import { happens } from '../faults/faults.ts'
import { badRequest, sendError, unknownMedia, unknownObject } from '../graph-error.ts'
import { asText, type Json } from '../json.ts'
import { isSticker, looksLike } from '../media/looks-like.ts'
import type { MediaFile } from '../media/media-library.ts'
import { discard, type MultipartForm, receiveForm } from '../media/receive-file.ts'
import { readToken, requireNumber, tokenSees } from './access.ts'

/** In the order in which Meta's refusal lists them. */
const uploadTypes = [
  'audio/aac',
  'audio/mp4',
  'audio/mpeg',
  'audio/amr',
  'audio/ogg',
  'audio/opus',
  'application/vnd.ms-powerpoint',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/pdf',
  'text/plain',
  'application/vnd.ms-excel',
  'image/jpeg',
  'image/png',
  'image/webp',
  'video/mp4',
  'video/3gpp',
]

const linkLifeMs = 5 * 60 * 1000
const attachmentsPath = '/whatsapp_business/attachments/'

interface NodeRequest {
  Params: { id: string }
  Querystring: Record<string, string>
}

export function mediaRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.post<NodeRequest>('/:id/media', async (request) => {
    const number = requireNumber(ctx, request, request.params.id)
    if (happens(ctx.random, ctx.faults.media.uploadErrorRate)) throw sendError(131000)
    if (!request.isMultipart()) throw badRequest('The parameter file is required.')
    const form = await receiveForm(request, ctx.media.newPath, maxMediaBytes)
    try {
      return { id: keep(ctx, number, form).id }
    } catch (error) {
      await discard(form.file)
      throw error
    }
  })
  app.delete<NodeRequest>('/:id', (request) => {
    const file = requireMedia(ctx, request, request.params.id)
    ctx.media.delete(file.id)
    return { success: true }
  })
}

/** The bytes behind a link; outside of the versions, as Meta's media host. */
export function attachmentRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.get<NodeRequest>(attachmentsPath, (request, reply) => sendAttachment(ctx, request, reply))
}

function keep(
  ctx: Pick<SimulatorContext, 'media'>,
  number: { phoneNumberId: string; wabaId: string },
  form: MultipartForm,
) {
  const { fields, file } = form
  if (fields['messaging_product'] === undefined) throw badRequest('The parameter messaging_product is required.')
  if (fields['messaging_product'] !== 'whatsapp') throw badRequest('Param messaging_product must be one of {WHATSAPP}.')
  if (file === undefined) throw badRequest('The parameter file is required.')
  if (!uploadTypes.includes(file.mimeType))
    throw badRequest(
      `Param file must be a file with one of the following types: ${uploadTypes.join(', ')}. Received file of type '${file.mimeType}'.`,
    )
  if (file.size === 0) throw badRequest('Param file must not be empty.')
  const max = mediaRules[mediaKindOf(file.mimeType) ?? 'audio'].maxBytes
  if (file.size > max)
    throw sendError(131053, `Media file size too big. Max file size we currently support: ${max} bytes.`)
  return ctx.media.add({
    phoneNumberId: number.phoneNumberId,
    wabaId: number.wabaId,
    mimeType: file.mimeType,
    filename: file.filename,
    origin: 'uploaded',
    content: file,
    fits: looksLike(file.mimeType, file.head) && (file.mimeType !== 'image/webp' || isSticker(file)),
    ...readLife(fields),
  })
}

function readLife({ ttl_minutes: given }: Json): { lifeMs?: number } {
  if (given === undefined) return {}
  const minutes = Number(given)
  if (!Number.isInteger(minutes) || minutes < 60 || minutes > 43_200)
    throw badRequest('Param ttl_minutes must be between 60 and 43200.')
  return { lifeMs: minutes * 60_000 }
}

/** Media of another account, gone or never there: all the same to the one who asks. */
function requireMedia(ctx: SimulatorContext, request: FastifyRequest, id: string): MediaFile {
  const token = readToken(request)
  const file = ctx.media.find(id)
  const owner = file && ctx.numbers.get(file.phoneNumberId)
  if (!file || !owner || !tokenSees(ctx, token, owner.wabaId)) throw unknownObject(request.method, id)
  const phoneNumberId = asText((request.query as Json)['phone_number_id'])
  if (phoneNumberId !== undefined && (file.origin === 'inbound' || phoneNumberId !== file.phoneNumberId))
    throw badRequest('Param phone_number_id is not a valid whatsapp business phone number id ID')
  return file
}

export function mediaNode(ctx: SimulatorContext, request: FastifyRequest, id: string): Json {
  const file = requireMedia(ctx, request, id)
  if (happens(ctx.random, ctx.faults.media.metadataErrorRate)) throw sendError(131000)
  return {
    messaging_product: 'whatsapp',
    url: linkTo(ctx, file, `${request.protocol}://${request.host}`),
    mime_type: file.mimeType,
    sha256: file.sha256.toString('hex'),
    file_size: file.size,
    id: file.id,
  }
}

/** A link that lives five minutes and still wants the token. */
export function linkTo(ctx: Pick<SimulatorContext, 'clock' | 'linkKey'>, { id }: MediaFile, origin: string): string {
  const ext = String(Math.floor((ctx.clock.now() + linkLifeMs) / 1000))
  return `${origin}${attachmentsPath}?mid=${id}&ext=${ext}&hash=${seal(ctx, id, ext)}`
}

const seal = ({ linkKey }: Pick<SimulatorContext, 'linkKey'>, id: string, ext: string) =>
  createHmac('sha256', linkKey).update(`${id}|${ext}`).digest('base64url')

function sendAttachment(ctx: SimulatorContext, request: FastifyRequest<NodeRequest>, reply: FastifyReply) {
  const { mid = '', ext = '', hash = '' } = request.query
  const token = readToken(request)
  const file = ctx.media.find(mid)
  const alive = hash === seal(ctx, mid, ext) && Number(ext) * 1000 > ctx.clock.now()
  if (!file || !alive || !tokenSees(ctx, token, file.wabaId))
    return reply.code(404).type('text/plain').send('Not Found')
  if (happens(ctx.random, ctx.faults.media.downloadErrorRate))
    return reply.code(500).type('text/plain').send('Server error')
  return reply
    .headers({ 'content-type': file.mimeType, 'content-length': file.size, 'x-content-type-options': 'nosniff' })
    .send(ctx.media.open(file))
}

/** Members of a send that may hold media: `image: {id}` and the like, at any depth. */
function* mediaIn(value: unknown, path: string): Generator<{ kind: string; path: string; media: Json }> {
  if (Array.isArray(value)) for (const [index, one] of value.entries()) yield* mediaIn(one, `${path}[${index}]`)
  else if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value)) {
      const place = path === '' ? name : `${path}.${name}`
      if (isMediaKind(name) && typeof member === 'object' && member !== null)
        yield { kind: name, path: place, media: member as Json }
      yield* mediaIn(member, place)
    }
}

/**
 * Meta refuses an id at once that it does not know; that the file is of the wrong kind it finds out later. Returns the
 * code with which the message will fail, if it will.
 * @throws GraphError 100
 */
export function checkMediaIds(ctx: Pick<SimulatorContext, 'media'>, wabaId: string, body: Json): number | undefined {
  let later: number | undefined
  for (const { kind, path, media } of mediaIn(body, '')) {
    if (media['id'] === undefined) continue
    const file = ctx.media.find(String(media['id']))
    if (!file || file.wabaId !== wabaId) throw unknownMedia(`${path}.id`)
    // Any file can be sent as a document.
    if ((kind !== 'document' && mediaKindOf(file.mimeType) !== kind) || !file.fits) later = 131053
    if (media['voice'] === true && !file.mimeType.startsWith('audio/ogg')) later = 131053
  }
  return later
}
