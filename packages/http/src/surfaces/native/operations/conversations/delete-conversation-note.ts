import { deleteNote } from '@dawk/core/engagement/inbox/notes/notes.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { readOwn } from './conversation-views.ts'

export const deleteConversationNote = operation({
  route: 'DELETE /conversations/:id/notes/:noteId',
  of: 'conversation',
  tag: 'Conversations',
  scope: 'conversations:write',
  refuses: ['not_found'],
  summary: 'Delete a note',
  description: 'Its author may, and whoever manages members.',
  params: Type.Object({ id: Type.String({ maxLength: 256 }), noteId: Type.String({ maxLength: 256 }) }),
  reply: { 204: Type.Null() },
  async handle({ ctx, caller, id, params: { noteId } }) {
    await readOwn(ctx, caller, id)
    await deleteNote(ctx.core, caller, { conversationId: id, noteId: noteId.toLowerCase() })
  },
})
