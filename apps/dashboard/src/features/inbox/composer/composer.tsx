import { ComposerFrame } from '@dawk/ui/chat/composer.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useMay } from '#lib/session/session.ts'
import type { Conversation } from '../api/conversations.ts'
import type { Message } from '../api/messages.ts'
import { useReplyWindow } from '../use-reply-window.ts'
import { ClosedWindow } from './closed-window.tsx'
import { FileComposer } from './file-composer.tsx'
import { NoteComposer } from './note-composer.tsx'
import { TextComposer } from './text-composer.tsx'

interface ComposerProps {
  conversation: Conversation
  /** What is being answered; null: nothing in particular. */
  replyTo: Message | null
  /** Counts up each time the cursor is asked into the text. */
  focusRequests: number
  onReplied(): void
  onTyping(): void
  /** A note is written in place of an answer. */
  note: boolean
  onNote(isOn: boolean): void
}

/** Where an answer is written. Once the 24 hours are over only a template can be sent, and that is all there is. */
export function Composer({ conversation, replyTo, focusRequests, onReplied, ...props }: ComposerProps) {
  const { onTyping, note, onNote } = props
  const { t } = useLingui()
  const may = useMay()
  const replyWindow = useReplyWindow(conversation.window)
  const [file, setFile] = useState<File | null>(null)
  if (note) return <NoteComposer conversationId={conversation.id} onDone={() => onNote(false)} />
  if (!may('messages:write'))
    return (
      <ComposerFrame label={t`Answer`}>
        <Text tone="muted">
          <Trans>Your role reads conversations and does not answer them.</Trans>
        </Text>
      </ComposerFrame>
    )
  if (replyWindow.state === 'closed') return <ClosedWindow conversation={conversation} />
  if (file !== null)
    return <FileComposer conversation={conversation} file={file} replyTo={replyTo} onDone={() => setFile(null)} />
  return (
    <TextComposer
      conversation={conversation}
      replyWindow={replyWindow}
      replyTo={replyTo}
      focusRequests={focusRequests}
      onReplied={onReplied}
      onFile={setFile}
      onTyping={onTyping}
      onNote={() => onNote(true)}
    />
  )
}
