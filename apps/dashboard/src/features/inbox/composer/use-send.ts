import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { hasReason } from '#lib/client/api-error.ts'
import { useAction } from '#lib/client/use-action.ts'
import type { ListPage } from '#lib/data/use-pages.ts'
import type { Conversation } from '../api/conversations.ts'
import type { Message } from '../api/messages.ts'
import { newOutgoing, type Outgoing, sendMessage } from '../api/send-message.ts'

type Pages = InfiniteData<ListPage<Message>, string | null>

/** Sends, and shows the message as soon as it is stored. */
export function useSend(conversation: Conversation, onSent: () => void) {
  const client = useQueryClient()
  const queryKey = ['messages', conversation.id]
  const [refused, setRefused] = useState<Outgoing | null>(null)
  const lastSeen = () => client.getQueryData<Pages>(queryKey)?.pages[0]?.data[0]?.id
  const action = useAction({
    run: (outgoing: Outgoing) => sendMessage(conversation, outgoing),
    isExpected: (error) => hasReason(error, 'answered_meanwhile'),
    onFailed: (error, outgoing) => {
      if (!hasReason(error, 'answered_meanwhile')) return
      setRefused(outgoing)
      void client.invalidateQueries({ queryKey }) // what the colleague has said
    },
    refresh: [queryKey, ['conversation', conversation.id]],
    onDone: (accepted, { content }) => {
      onSent()
      const shown = toShown(conversation, accepted, content)
      client.setQueryData<Pages>(queryKey, (former) => former && { ...former, pages: prepend(former.pages, shown) })
    },
  })
  return {
    isPending: action.isPending,
    /** Unless somebody else has answered what is on the screen. */
    mutate(outgoing: Outgoing) {
      setRefused(null)
      const seenUpTo = lastSeen()
      action.mutate(seenUpTo === undefined ? outgoing : { ...outgoing, seenUpTo })
    },
    /** A colleague was faster; null: nobody was. */
    collision: refused && {
      sendAnyway() {
        setRefused(null)
        action.mutate(newOutgoing(refused.content))
      },
      dismiss: () => setRefused(null),
    },
  }
}

function prepend(pages: readonly ListPage<Message>[], message: Message): ListPage<Message>[] {
  const [first, ...rest] = pages
  if (!first || first.data.some(({ id }) => id === message.id)) return [...pages]
  return [{ ...first, data: [message, ...first.data] }, ...rest]
}

type Accepted = Awaited<ReturnType<typeof sendMessage>>

/** What is known of a message before it is read back. */
function toShown(conversation: Conversation, accepted: Accepted, content: Outgoing['content']): Message {
  const nothing = { wamid: null, batchId: null, groupId: null, metadata: null, pricing: null, error: null }
  const never = { sentAt: null, deliveredAt: null, readAt: null, failedAt: null }
  const { phone, userId } = conversation.contact
  return {
    ...nothing,
    ...never,
    id: accepted.id,
    direction: 'outbound',
    numberId: conversation.numberId,
    peer: { phone, userId },
    type: content.type,
    content: { [content.type]: content[content.type] } as Record<string, never>,
    status: accepted.status as Message['status'],
    dryRun: false,
    timeline: [],
    sentBy: null,
    scheduledAt: accepted.scheduledAt,
    createdAt: new Date().toISOString(),
  }
}
