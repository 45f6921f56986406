import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { inboxSettingsQuery } from '#lib/inbox/team-work.ts'
import { personName } from '#lib/person-name.ts'
import { useMay } from '#lib/session/session.ts'
import { changeConversation, markRead } from './api/change-conversation.ts'
import { type Conversation, conversationQuery } from './api/conversations.ts'
import type { Message } from './api/messages.ts'
import { newOutgoing, sendMessage } from './api/send-message.ts'
import { Composer } from './composer/composer.tsx'
import { type OpenMenu, refreshOf } from './conversation-actions.tsx'
import { ConversationHeader } from './conversation-header.tsx'
import { usePresence } from './presence/use-presence.ts'
import { Thread } from './thread/thread.tsx'
import { useConversationKeys } from './use-conversation-keys.ts'

/** One conversation: who it is with, what was said, and what is answered. */
export function ConversationPane() {
  const { conversationId } = useParams({ from: '/signed-in/inbox/$conversationId' })
  const { data: conversation } = useSuspenseQuery(conversationQuery(conversationId))
  return <OpenConversation key={conversationId} conversation={conversation} />
}

function OpenConversation({ conversation }: { conversation: Conversation }) {
  const [replyTo, setReplyTo] = useState<Message | null>(null)
  const [focusRequests, setFocusRequests] = useState(0)
  useMarkRead(conversation)
  const react = useAction({
    run: ({ message, emoji }: { message: Message; emoji: string }) =>
      sendMessage(conversation, newOutgoing({ type: 'reaction', reaction: { messageId: message.wamid ?? '', emoji } })),
    refresh: [['messages', conversation.id]],
  })
  const { t } = useLingui()
  const may = useMay()
  const [menu, setMenu] = useState<OpenMenu>(null)
  const [note, setNote] = useState(false)
  const tellTyping = usePresence(conversation.id)
  const { data: settings } = useQuery(inboxSettingsQuery)
  const close = useAction({
    run: () => changeConversation(conversation.id, { status: 'closed' }),
    done: t`The conversation is closed`,
    refresh: refreshOf(conversation.id),
  })
  const mayChange = may('conversations:write')
  const openMenu = (name: OpenMenu) => () => mayChange && setMenu(name)
  const finish = () => {
    if (!mayChange || conversation.status !== 'open') return
    if (settings && settings.closeReasons.length > 0) setMenu('close')
    else close.mutate()
  }
  useConversationKeys({
    r: () => setFocusRequests((count) => count + 1),
    e: finish,
    n: () => mayChange && setNote(true),
    a: openMenu('assign'),
    s: openMenu('snooze'),
    l: openMenu('label'),
  })
  return (
    <>
      <ConversationHeader conversation={conversation} open={menu} onOpen={setMenu} />
      <Thread
        conversationId={conversation.id}
        personName={personName(conversation.contact)}
        onReply={setReplyTo}
        onReact={(message, emoji) => react.mutate({ message, emoji })}
      />
      <Composer
        conversation={conversation}
        replyTo={replyTo}
        focusRequests={focusRequests}
        onReplied={() => setReplyTo(null)}
        onTyping={tellTyping}
        note={note}
        onNote={setNote}
      />
    </>
  )
}

/** What is looked at has been read; a page in the background is not looked at. */
function useMarkRead({ id, unread }: Conversation): void {
  const client = useQueryClient()
  const mayWrite = useMay()('conversations:write')
  useEffect(() => {
    if (unread === 0 || !mayWrite) return
    const mark = () => {
      if (document.visibilityState !== 'visible') return
      void markRead(id)
        .then(() => client.invalidateQueries({ queryKey: ['conversation', id] }))
        .then(() => client.invalidateQueries({ queryKey: ['conversations'] }))
        .catch(() => {}) // it stays unread, and is tried again when the conversation is opened the next time
    }
    mark()
    document.addEventListener('visibilitychange', mark)
    return () => document.removeEventListener('visibilitychange', mark)
  }, [id, unread, mayWrite, client])
}
