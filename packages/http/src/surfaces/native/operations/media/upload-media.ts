import Type from 'typebox'
import { acceptForms, receiveUpload } from '#media/receive-upload.ts'
import { operation } from '#operations/operation.ts'
import { MediaView, toMediaView } from './media-view.ts'

const FileForm = Type.Object({
  file: Type.Unsafe<string>({ type: 'string', contentMediaType: 'application/octet-stream' }),
})

export const uploadMedia = operation({
  route: 'POST /media',
  tag: 'Media',
  scope: 'media:write',
  refuses: ['upstream_refused'],
  parseBody: acceptForms,
  shown: { consumes: ['multipart/form-data'], body: FileForm },
  summary: 'Upload a file',
  description:
    'A form (`multipart/form-data`) whose part `file` has the bytes. Formats and sizes are WhatsApp\'s, told by the bytes; a claimed type that they contradict is refused. The `id` of the answer goes into a message, e.g. `{"image": {"id": …}}`. The same bytes are stored once.',
  reply: { 201: MediaView },
  async handle({ ctx, principal, request }) {
    const { media } = await receiveUpload(ctx, principal, request)
    return toMediaView(media, ctx.media.links)
  },
})
