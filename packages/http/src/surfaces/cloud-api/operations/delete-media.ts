import { operation } from '#operations/operation.ts'
import { ownMedia } from '../own-media.ts'
import { Done, ofNode, shapes } from '../shapes.ts'

export const deleteMedia = operation({
  route: 'DELETE /:id',
  tag: 'Media',
  scope: 'media:write',
  summary: 'Delete a file',
  shown: shapes({
    params: ofNode,
    ok: Done,
    example: { success: true },
  }),
  async handle({ ctx, request, actor, params }) {
    const { id, accountId } = await ownMedia(ctx, request, params.id)
    await ctx.media.remove(accountId, id, actor)
    return { success: true }
  },
})
