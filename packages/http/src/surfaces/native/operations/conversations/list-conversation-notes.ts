import { listNotes } from '@dawk/core/engagement/inbox/notes/notes.ts'
import { list } from '#operations/list.ts'
import { NoteView } from '../../schemas/inbox-schemas.ts'
import { readOwn } from './conversation-views.ts'

export const listConversationNotes = list({
  route: 'GET /conversations/:id/notes',
  of: 'conversation',
  tag: 'Conversations',
  scope: 'conversations:read',
  refuses: ['not_found'],
  summary: 'List the notes of a conversation',
  description: 'Newest first. The person never sees them.',
  item: NoteView,
  async read({ ctx, caller, id }, page) {
    await readOwn(ctx, caller, id)
    return listNotes(ctx.core, caller, id, page)
  },
  view: ({ mentions, ...note }) => ({ ...note, mentions: [...mentions] }),
})
