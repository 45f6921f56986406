import { deleteTag as deleteTagInCore } from '@dawk/core/engagement/contacts/tags/tags.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'

export const deleteTag = operation({
  route: 'DELETE /tags/:id',
  of: 'tag',
  tag: 'Tags',
  scope: 'contacts:write',
  refuses: ['not_found'],
  summary: 'Delete a tag',
  description: 'Every contact that has it loses it.',
  reply: { 204: Type.Null() },
  async handle({ ctx, caller, id }) {
    await deleteTagInCore(ctx.core, caller, id)
  },
})
