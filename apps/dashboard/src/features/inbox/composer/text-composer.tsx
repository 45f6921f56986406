import { ComposerFrame, ComposerInput, EmojiRow } from '@dawk/ui/chat/composer.tsx'
import { Button, IconButton } from '@dawk/ui/controls/button.tsx'
import { FileButton } from '@dawk/ui/controls/file-button.tsx'
import { AttachIcon, NoteIcon, SendIcon, SmileIcon, TemplateIcon } from '@dawk/ui/icons.tsx'
import { Row } from '@dawk/ui/layout/layout.tsx'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useSession } from '#lib/session/session.ts'
import { type CannedReply, cannedRepliesQuery } from '../api/canned-replies.ts'
import type { Conversation } from '../api/conversations.ts'
import type { Message } from '../api/messages.ts'
import { newOutgoing } from '../api/send-message.ts'
import { CollisionNotice } from '../presence/collision-notice.tsx'
import { TemplatePicker } from '../template-picker/template-picker.tsx'
import type { ReplyWindow } from '../use-reply-window.ts'
import { CannedMenu } from './canned-menu.tsx'
import { fillCanned, matchCanned } from './canned-text.ts'
import { composerEmojis } from './emojis.ts'
import { acceptedTypes } from './outgoing-file.ts'
import { QuotedLine } from './quoted-line.tsx'
import { SendLater } from './send-later.tsx'
import { useDraft } from './use-draft.ts'
import { useSend } from './use-send.ts'
import { WindowHint } from './window-hint.tsx'

interface TextComposerProps {
  conversation: Conversation
  replyWindow: ReplyWindow
  replyTo: Message | null
  focusRequests: number
  onReplied(): void
  onFile(file: File): void
  onTyping(): void
  onNote(): void
}

/** WhatsApp's own limit of a text. */
const longestText = 4096

/** Enter sends, Shift and Enter begins a line; a draft outlives everything. */
export function TextComposer({ conversation, replyWindow, replyTo, focusRequests, ...props }: TextComposerProps) {
  const { onReplied, onFile, onTyping, onNote } = props
  const { t } = useLingui()
  const [draft, setDraft] = useDraft(conversation.id)
  const [open, setOpen] = useState<'emojis' | 'template' | null>(null)
  const input = useRef<HTMLTextAreaElement>(null)
  const send = useSend(conversation, () => {
    setDraft('')
    onReplied()
  })
  const { member } = useSession()
  const { data: replies = [] } = useQuery(cannedRepliesQuery)
  const fitting = matchCanned(draft, replies)
  const takeCanned = ({ body }: CannedReply) => {
    const name = conversation.contact.name
    setDraft(fillCanned(body, { 'contact.name': name, 'agent.name': member.name }))
    input.current?.focus()
  }
  const words = draft.trim()
  const tooLong = [...words].length > longestText
  const canSend = words !== '' && !tooLong && !send.isPending
  const submit = (sendAt?: string) => {
    if (!canSend) return
    const quoted = replyTo?.wamid ? { replyTo: replyTo.wamid } : {}
    send.mutate(newOutgoing({ type: 'text', text: { body: words }, ...quoted, ...(sendAt && { sendAt }) }))
  }
  useEffect(() => {
    if (replyTo || focusRequests > 0) input.current?.focus()
  }, [replyTo, focusRequests])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') input.current?.blur()
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    const [first] = fitting
    if (first) takeCanned(first)
    else submit()
  }
  const insert = (emoji: string) => {
    const at = input.current?.selectionStart ?? draft.length
    setDraft(draft.slice(0, at) + emoji + draft.slice(at))
    input.current?.focus()
  }
  return (
    <ComposerFrame label={t`Answer`} onFile={onFile}>
      {send.collision && (
        <CollisionNotice
          busy={send.isPending}
          onSendAnyway={send.collision.sendAnyway}
          onDismiss={send.collision.dismiss}
        />
      )}
      {replyTo && <QuotedLine message={replyTo} onCancel={onReplied} />}
      {fitting.length > 0 && <CannedMenu replies={fitting} onPick={takeCanned} />}
      <ComposerInput
        ref={input}
        label={t`Write a message`}
        value={draft}
        onChange={(words) => {
          setDraft(words)
          onTyping()
        }}
        onKeyDown={onKeyDown}
        onFile={onFile}
      />
      {open === 'emojis' && <EmojiRow label={t`Emojis`} emojis={composerEmojis} onPick={insert} />}
      <Row gap="xs" wrap>
        <FileButton label={t`Attach a file`} accept={acceptedTypes} onFile={onFile}>
          <AttachIcon />
        </FileButton>
        <IconButton
          label={t`Emojis`}
          pressed={open === 'emojis'}
          onClick={() => setOpen(open === 'emojis' ? null : 'emojis')}
        >
          <SmileIcon />
        </IconButton>
        <IconButton label={t`Send a template`} onClick={() => setOpen('template')}>
          <TemplateIcon />
        </IconButton>
        <IconButton label={t`Write a note`} onClick={onNote}>
          <NoteIcon />
        </IconButton>
        <WindowHint replyWindow={replyWindow} tooLong={tooLong} />
        <SendLater disabled={!canSend} onChoose={submit} />
        <Button tone="primary" icon={<SendIcon />} disabled={!canSend} busy={send.isPending} onClick={() => submit()}>
          {t`Send`}
        </Button>
      </Row>
      {open === 'template' && <TemplatePicker conversation={conversation} onClose={() => setOpen(null)} />}
    </ComposerFrame>
  )
}
