import { changeConversation } from './change-conversation.ts'
import { getConversation } from './get-conversation.ts'
import { listConversationMessages } from './list-conversation-messages.ts'
import { listConversations } from './list-conversations.ts'
import { markConversationRead } from './mark-conversation-read.ts'
import { searchMessages } from './search-messages.ts'

export const conversations = {
  listConversations,
  searchMessages,
  getConversation,
  listConversationMessages,
  changeConversation,
  markConversationRead,
}
