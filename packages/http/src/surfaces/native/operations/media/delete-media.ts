import Type from 'typebox'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { Id } from '#resources/schemas.ts'
import { findOwnMedia } from './media-view.ts'

const Deleted = Type.Object({ id: Id, deleted: Type.Literal(true) })

export const deleteMedia = operation({
  route: 'DELETE /media/:id',
  of: 'media',
  tag: 'Media',
  scope: 'media:write',
  refuses: ['not_found'],
  summary: 'Delete a file',
  description: 'Messages that still wait to be sent with it fail.',
  reply: { 200: Deleted },
  async handle({ ctx, caller, principal, id }) {
    await findOwnMedia(ctx, principal, id)
    orNotFound((await ctx.media.delete(caller, id)) || null, 'media')
    return { id, deleted: true as const }
  },
})
