import { sendMedia } from '#media/send-media.ts'
import { operation } from '#operations/operation.ts'
import { findOwnMedia } from './media-view.ts'

const Bytes = { description: 'The bytes', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } }

export const getMediaContent = operation({
  route: 'GET /media/:id/content',
  of: 'media',
  tag: 'Media',
  scope: 'media:read',
  refuses: ['not_found', 416],
  summary: 'Download a file',
  description: 'The bytes; `Range` and `If-None-Match` are answered.',
  reply: { 200: Bytes, 206: Bytes },
  handle: async ({ ctx, principal, id, request, reply }) =>
    sendMedia(ctx, await findOwnMedia(ctx, principal, id), request, reply),
})
