import { announcePresence } from './announce-presence.ts'
import { changeConversation } from './change-conversation.ts'
import { createConversationNote } from './create-conversation-note.ts'
import { deleteConversationNote } from './delete-conversation-note.ts'
import { getConversation } from './get-conversation.ts'
import { getConversationClocks } from './get-conversation-clocks.ts'
import { getConversationDraft } from './get-conversation-draft.ts'
import { getConversationTranscript } from './get-conversation-transcript.ts'
import { listConversationMessages } from './list-conversation-messages.ts'
import { listConversationNotes } from './list-conversation-notes.ts'
import { listConversations } from './list-conversations.ts'
import { markConversationRead } from './mark-conversation-read.ts'
import { replyToConversation } from './reply-to-conversation.ts'
import { saveConversationDraft } from './save-conversation-draft.ts'
import { searchMessages } from './search-messages.ts'

export const conversations = {
  listConversations,
  searchMessages,
  getConversation,
  listConversationMessages,
  changeConversation,
  markConversationRead,
  replyToConversation,
  announcePresence,
  getConversationClocks,
  getConversationTranscript,
  listConversationNotes,
  createConversationNote,
  deleteConversationNote,
  getConversationDraft,
  saveConversationDraft,
}
