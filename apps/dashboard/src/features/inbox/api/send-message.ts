import { api, type Schemas, take } from '#lib/client/client.ts'
import type { Conversation } from './conversations.ts'

type SendBody = Schemas['SendMessage']
export type OutgoingContent = Omit<SendBody, 'to' | 'toUserId' | 'from'>

/** What one press of a button sends. The key makes it one message, however often it is pressed or repeated. */
export interface Outgoing {
  key: string
  content: OutgoingContent
}

export const newOutgoing = (content: OutgoingContent): Outgoing => ({ key: crypto.randomUUID(), content })

/** From the conversation's own number, to whatever the person can be reached by. */
export function sendMessage({ numberId, contact }: Conversation, { key, content }: Outgoing) {
  const to = contact.phone !== null ? { to: contact.phone } : { toUserId: contact.userId ?? '' }
  return take(
    api.POST('/messages', {
      params: { header: { 'idempotency-key': key } },
      body: { ...content, ...to, from: numberId } as SendBody,
    }),
  )
}
