import { EmojiRow } from '@dawk/ui/chat/composer.tsx'
import { IconButton } from '@dawk/ui/controls/button.tsx'
import { CloseIcon, RefreshIcon, ReplyIcon, SmileIcon } from '@dawk/ui/icons.tsx'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { useMay } from '#lib/session/session.ts'
import { cancelMessage, retryMessage } from '../api/change-message.ts'
import type { Message } from '../api/messages.ts'

interface MessageToolsProps {
  message: Message
  onReply(message: Message): void
  onReact(message: Message, emoji: string): void
}

/** The reactions that WhatsApp itself offers first. */
const quickEmojis = ['👍', '❤️', '😂', '😮', '😢', '🙏']

/** What can be done with one message. */
export function MessageTools(props: MessageToolsProps) {
  const may = useMay()
  const { status, wamid } = props.message
  if (!may('messages:write')) return null
  if (status === 'scheduled' || status === 'failed') return <Undone message={props.message} />
  return wamid === null ? null : <Answers {...props} />
}

/** Only what WhatsApp has can be answered or reacted to. */
function Answers({ message, onReply, onReact }: MessageToolsProps) {
  const { t } = useLingui()
  const [choosing, setChoosing] = useState(false)
  const pick = (emoji: string) => {
    setChoosing(false)
    onReact(message, emoji)
  }
  if (choosing) return <EmojiRow label={t`React`} emojis={quickEmojis} onPick={pick} />
  return (
    <>
      <IconButton label={t`Reply`} size="small" onClick={() => onReply(message)}>
        <ReplyIcon />
      </IconButton>
      <IconButton label={t`React`} size="small" onClick={() => setChoosing(true)}>
        <SmileIcon />
      </IconButton>
    </>
  )
}

function Undone({ message: { id, status } }: { message: Message }) {
  const { t } = useLingui()
  const refresh = [['messages']]
  const cancel = useAction({ run: () => cancelMessage(id), done: t`The message will not be sent`, refresh })
  const retry = useAction({ run: () => retryMessage(id), done: t`The message is sent again`, refresh })
  return status === 'scheduled' ? (
    <IconButton label={t`Cancel sending`} size="small" onClick={() => cancel.mutate()}>
      <CloseIcon />
    </IconButton>
  ) : (
    <IconButton label={t`Send again`} size="small" onClick={() => retry.mutate()}>
      <RefreshIcon />
    </IconButton>
  )
}
