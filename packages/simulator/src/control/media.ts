import type { Readable } from 'node:stream'
import { maxMediaBytes, mediaKindOf } from '@dawk/cloud-api/media-formats.ts'
import type { FastifyInstance } from 'fastify'
import type { SimulatorContext } from '../context.ts'
import type { MediaFile } from '../media/media-library.ts'
import { discard, storeBytes } from '../media/receive-file.ts'
import { ControlError } from './control-error.ts'

const shownInPage = new Set(['image', 'audio', 'video', 'sticker'])

/** The phone's side of media: what it sends, and what it was sent, without a token. */
export function mediaControl(app: FastifyInstance, ctx: Pick<SimulatorContext, 'media' | 'numbers'>): void {
  app.get<{ Params: { id: string } }>('/media/:id', ({ params }, reply) => {
    const file = ctx.media.find(params.id)
    if (!file) return reply.code(404).send({ error: 'no such media' })
    return reply.headers(headersOf(file)).send(ctx.media.open(file))
  })
  app.get('/media-uploads', () => ({ uploads: ctx.media.uploads() }))
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.post<{ Querystring: Record<string, string> }>('/media', async ({ query, body, headers }) => {
      const number = ctx.numbers.get(query['phoneNumberId'] ?? '')
      if (!number || !body) throw new ControlError('phoneNumberId of a registered number and a body are required')
      const stored = await storeBytes(body as Readable, ctx.media.newPath(), maxMediaBytes)
      if (stored.cut || stored.size === 0) {
        await discard(stored)
        throw new ControlError('a file has 1 byte to 100 MB')
      }
      const { phoneNumberId, wabaId } = number
      const mimeType = query['mimeType'] ?? headers['content-type'] ?? 'application/octet-stream'
      const { filename } = query
      const file = ctx.media.add({ phoneNumberId, wabaId, mimeType, filename, origin: 'inbound', content: stored })
      return { id: file.id, kind: mediaKindOf(mimeType) ?? 'document' }
    })
  })
}

/** A file comes from anybody: it is shown as what it claims to be, and can do nothing. */
function headersOf({ mimeType, size, filename }: MediaFile): Record<string, string> {
  const kind = mediaKindOf(mimeType)
  const shown = kind !== null && shownInPage.has(kind)
  const name = encodeURIComponent(filename ?? 'file').replaceAll("'", '%27')
  return {
    'content-type': shown ? mimeType : 'application/octet-stream',
    'content-length': String(size),
    'content-disposition': shown ? 'inline' : `attachment; filename*=UTF-8''${name}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  }
}
