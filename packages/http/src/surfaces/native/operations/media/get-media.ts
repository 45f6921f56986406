import { operation } from '#operations/operation.ts'
import { findOwnMedia, MediaView, toMediaView } from './media-view.ts'

export const getMedia = operation({
  route: 'GET /media/:id',
  of: 'media',
  tag: 'Media',
  scope: 'media:read',
  refuses: ['not_found'],
  summary: 'Get a file',
  description: 'What is known of it, with a fresh link.',
  reply: { 200: MediaView },
  handle: async ({ ctx, principal, id }) => toMediaView(await findOwnMedia(ctx, principal, id), ctx.media.links),
})
