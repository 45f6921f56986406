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
  async handle({ ctx, caller, request, params }) {
    const { id } = await ownMedia(ctx, request, params.id)
    await ctx.media.delete(caller, id)
    return { success: true }
  },
})
