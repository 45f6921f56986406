/** What a team writes beside a conversation; the person never sees it. */
export interface Note {
  id: string
  conversationId: string
  author: { kind: string; id: string | null; name: string | null }
  body: string
  /** Members who are told. */
  mentions: readonly string[]
  createdAt: string
}

export const longestNote = 4096
export const mostMentions = 20
