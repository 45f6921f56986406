import type { Media } from '@dawk/core/messaging/media/media.ts'
import type { MediaLinks } from '@dawk/core/messaging/media/media-links.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { acceptForms, receiveUpload } from '#media/receive-upload.ts'
import { sendMedia } from '#media/send-media.ts'
import { found, IdParams, knownId } from '#operations/known-id.ts'
import { answerPage, PageQuery, type PageToRead, pageOf } from '#operations/paging.ts'
import { operation } from '../operation.ts'
import { Id, NullableString, nullable, strict } from '../schemas/schemas.ts'

const MediaView = Type.Object({
  id: Id,
  direction: Type.String({ description: '`out`: uploaded; `in`: sent by a person.' }),
  kind: nullable(Type.String({ description: 'image, video, audio, document or sticker.' })),
  mimeType: Type.String({ description: 'As the bytes tell; of inbound media as Meta says.' }),
  filename: NullableString,
  sizeBytes: Type.Number(),
  sha256: Type.String({ description: 'Hexadecimal.' }),
  voice: Type.Boolean({ description: 'May be sent as a voice note: Opus in Ogg, one channel.' }),
  messageId: nullable(Type.String({ format: 'uuid', description: 'The message that brought it.' })),
  url: Type.String({ description: 'A link to the bytes that needs no key and lives an hour.' }),
  urlExpiresAt: Type.String({ format: 'date-time' }),
  createdAt: Type.String({ format: 'date-time' }),
})

const FetchBody = Type.Object(
  {
    url: Type.String({ minLength: 1, maxLength: 2048, description: 'A public https address.' }),
    filename: Type.Optional(Type.String({ minLength: 1, maxLength: 240 })),
  },
  { ...strict, examples: [{ url: 'https://example.com/price-list.pdf', filename: 'Prices.pdf' }] },
)

const FileForm = Type.Object({
  file: Type.Unsafe<string>({ type: 'string', contentMediaType: 'application/octet-stream' }),
})

const ListQuery = Type.Object(
  { ...PageQuery, messageId: Type.Optional({ ...Id, description: 'Only what this message brought.' }) },
  strict,
)

const Deleted = Type.Object({ id: Id, deleted: Type.Literal(true) })
const Bytes = { description: 'The bytes', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } }

/** The account's files: what it uploaded to send, and what people sent. */
export const media: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  await acceptForms(app)
  const accountOf = (request: Parameters<typeof principalOf>[0]) => principalOf(request).account.id
  const own = async (request: Parameters<typeof principalOf>[0], id: string) =>
    found(await ctx.media.find(accountOf(request), knownId(id, 'media')), 'media')
  const view = (one: Media) => toMediaView(one, ctx.media.links)

  app.post(
    '/media',
    operation(
      {
        operationId: 'uploadMedia',
        tag: 'Media',
        summary: 'Upload a file',
        description:
          'A form (`multipart/form-data`) whose part `file` has the bytes. Formats and sizes are WhatsApp\'s, told by the bytes; a claimed type that they contradict is refused. The `id` of the answer goes into a message, e.g. `{"image": {"id": …}}`. The same bytes are stored once.',
        scope: 'media:write',
        form: FileForm,
        problems: [413, 415, 422],
      },
      { response: { 201: MediaView } },
    ),
    async (request, reply) => {
      const { media: stored } = await receiveUpload(ctx, accountOf(request), request)
      return reply.code(201).send(view(stored))
    },
  )

  app.post(
    '/media/fetch',
    operation(
      {
        operationId: 'fetchMedia',
        tag: 'Media',
        summary: 'Fetch a file from a URL',
        description: 'Copies a public file into the account, under the rules of an upload.',
        scope: 'media:write',
        problems: [422],
      },
      { body: FetchBody, response: { 201: MediaView } },
    ),
    async (request, reply) => {
      const { url, filename = null } = request.body
      return reply.code(201).send(view(await ctx.media.fetch({ accountId: accountOf(request), url, filename })))
    },
  )

  app.get(
    '/media',
    operation(
      {
        operationId: 'listMedia',
        tag: 'Media',
        summary: 'List files',
        description: 'Uploaded and received, newest first.',
        scope: 'media:read',
      },
      { querystring: ListQuery, response: { 200: pageOf(MediaView) } },
    ),
    async (request) => {
      const accountId = accountOf(request)
      const { messageId } = request.query
      const list = { operationId: 'listMedia', accountId, filters: { messageId } }
      const read = ({ after: before, limit }: PageToRead) =>
        ctx.media.list({ accountId, before, messageId: messageId ?? null, limit })
      return answerPage(ctx.core, list, request.query, { read, view })
    },
  )

  app.get(
    '/media/:id',
    operation(
      {
        operationId: 'getMedia',
        tag: 'Media',
        summary: 'Get a file',
        description: 'What is known of it, with a fresh link.',
        scope: 'media:read',
        problems: [404],
      },
      { params: IdParams, response: { 200: MediaView } },
    ),
    async (request) => view(await own(request, request.params.id)),
  )

  app.get(
    '/media/:id/content',
    operation(
      {
        operationId: 'getMediaContent',
        tag: 'Media',
        summary: 'Download a file',
        description: 'The bytes; `Range` and `If-None-Match` are answered.',
        scope: 'media:read',
        problems: [404, 416],
      },
      { params: IdParams, response: { 200: Bytes, 206: Bytes } },
    ),
    async (request, reply) => sendMedia(ctx, await own(request, request.params.id), request, reply),
  )

  app.delete(
    '/media/:id',
    operation(
      {
        operationId: 'deleteMedia',
        tag: 'Media',
        summary: 'Delete a file',
        description: 'Messages that still wait to be sent with it fail.',
        scope: 'media:write',
        problems: [404],
      },
      { params: IdParams, response: { 200: Deleted } },
    ),
    async (request) => {
      const { id } = await own(request, request.params.id)
      found((await ctx.media.remove(accountOf(request), id, actorOf(request))) || null, 'media')
      return { id, deleted: true as const }
    },
  )
}

function toMediaView(media: Media, links: MediaLinks) {
  const { id, direction, kind, mimeType, filename, sizeBytes, sha256, voice, messageId, createdAt } = media
  const { url, expiresAt } = links.linkTo(id)
  return {
    id,
    direction,
    kind,
    mimeType,
    filename,
    sizeBytes,
    sha256,
    voice,
    messageId,
    url,
    urlExpiresAt: expiresAt,
    createdAt,
  }
}
