import type { Media } from '@dawk/core/messaging/media/media.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OperationContext } from '../context.ts'
import { RangeNotSatisfiable } from '../errors/failures.ts'
import { readRange } from './byte-range.ts'

const shownKinds = new Set<string | null>(['image', 'video', 'audio', 'sticker'])
const plainType = /^[\w.+-]+\/[\w.+-]+(; ?codecs=[\w.,-]+)?$/

/**
 * Answers with the bytes, or the part that `Range` asks for. What people send may be anything: it is shown only where
 * it is a picture, sound or video, and can do nothing on this host.
 */
export async function sendMedia(
  { media: library }: Pick<OperationContext, 'media'>,
  media: Media,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const etag = `"${media.sha256}"`
  void reply.headers({ ...headersOf(media), etag, 'accept-ranges': 'bytes' })
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  const isSame = (request.headers['if-range'] ?? etag) === etag
  const range = isSame ? readRange(request.headers.range, media.sizeBytes) : null
  if (range === 'unsatisfiable') {
    void reply.header('content-range', `bytes */${media.sizeBytes}`)
    throw new RangeNotSatisfiable(media.sizeBytes)
  }
  const length = range ? range.end - range.start + 1 : media.sizeBytes
  void reply.header('content-length', length)
  if (range) void reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${media.sizeBytes}`)
  if (request.method === 'HEAD') return reply.send()
  return reply.send(await library.open(media, range ?? undefined))
}

function headersOf({ kind, mimeType, filename, id }: Media): Record<string, string> {
  const shown = shownKinds.has(kind) && plainType.test(mimeType)
  const name = encodeURIComponent(filename ?? id).replaceAll(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)
  return {
    'content-type': plainType.test(mimeType) ? mimeType : 'application/octet-stream',
    'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=3600',
  }
}
