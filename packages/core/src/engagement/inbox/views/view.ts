import type { ConversationStatus } from '#messaging/conversations/conversation.ts'
import type { Priority } from '#messaging/conversations/conversation-priority.ts'

/** What a view shows; what is absent does not matter. */
export interface ViewFilters {
  status?: ConversationStatus
  /** A member's id, `me`, or `nobody`. */
  assignee?: string
  teamId?: string
  labelId?: string
  priority?: Priority
  unread?: boolean
  numberId?: string
}

/** A list of conversations with a name. */
export interface InboxView {
  id: string
  name: string
  /** Null: everybody's. */
  ownerId: string | null
  filters: ViewFilters
  createdAt: string
}

export const maxViews = 200
export const longestViewName = 64
