import Type from 'typebox'
import { list } from '#operations/list.ts'
import { Id } from '#resources/schemas.ts'
import { MediaView, toMediaView } from './media-view.ts'

export const listMedia = list({
  route: 'GET /media',
  tag: 'Media',
  scope: 'media:read',
  summary: 'List files',
  description: 'Uploaded and received, newest first.',
  filters: { messageId: Type.Optional({ ...Id, description: 'Only what this message brought.' }) },
  item: MediaView,
  read: ({ ctx, accountId, principal }, { after: before, limit }, { messageId = null }) =>
    ctx.media.list({ accountId, before, messageId, limit, numberIds: principal.numberIds }),
  view: (media, { ctx }) => toMediaView(media, ctx.media.links),
})
