import { createNote } from '@dawk/core/engagement/inbox/notes/notes.ts'
import { operation } from '#operations/operation.ts'
import { NewNote, NoteView } from '../../schemas/inbox-schemas.ts'
import { readOwn } from './conversation-views.ts'

export const createConversationNote = operation({
  route: 'POST /conversations/:id/notes',
  of: 'conversation',
  tag: 'Conversations',
  scope: 'conversations:write',
  refuses: ['not_found'],
  summary: 'Write a note',
  description: 'For the team alone. Announced as `note.created`, with the members that it mentions.',
  body: NewNote,
  reply: { 201: NoteView },
  async handle({ ctx, caller, id, body: { body, mentions = [] } }) {
    await readOwn(ctx, caller, id)
    const note = await createNote(ctx.core, caller, id, { body, mentions })
    return { ...note, mentions: [...note.mentions] }
  },
})
