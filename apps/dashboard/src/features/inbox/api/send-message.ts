import { api, type Schemas, take } from '#lib/client/client.ts'
import type { Conversation } from './conversations.ts'

type SendBody = Schemas['SendMessage']
export type OutgoingContent = Omit<SendBody, 'to' | 'toUserId' | 'from'>

/** What one press of a button sends. The key makes it one message, however often it is pressed or repeated. */
export interface Outgoing {
  key: string
  content: OutgoingContent
  /** The last message that was on the screen; absent: it is sent whatever somebody else has answered since. */
  seenUpTo?: string
}

export const newOutgoing = (content: OutgoingContent): Outgoing => ({ key: crypto.randomUUID(), content })

/** From the conversation's own number, to whatever the person can be reached by. */
export const sendMessage = ({ id }: Pick<Conversation, 'id'>, { key, content, seenUpTo }: Outgoing) =>
  take(
    api.POST('/conversations/{id}/messages', {
      params: { path: { id }, header: { 'idempotency-key': key } },
      body: { ...content, ...(seenUpTo && { seenUpTo }) } as Schemas['Reply'],
    }),
  )
