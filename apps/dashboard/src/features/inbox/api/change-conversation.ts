import { api, take } from '#lib/client/client.ts'
import type { Conversation } from './conversations.ts'

export type Change = Partial<
  Pick<Conversation, 'status' | 'assignee' | 'snoozedUntil' | 'closeReason' | 'priority' | 'teamId' | 'labelIds'>
>

export const changeConversation = (id: string, body: Change) =>
  take(api.PATCH('/conversations/{id}', { params: { path: { id } }, body }))

/** The person sees blue ticks. */
export const markRead = (id: string) => take(api.POST('/conversations/{id}/read', { params: { path: { id } } }))
