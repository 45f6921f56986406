import { Bubble, Quote } from '@dawk/ui/chat/bubble.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { formatTime } from '#lib/format.ts'
import type { Message } from '../api/messages.ts'
import { MessageBody } from './message-body.tsx'
import { MessageFoot } from './message-foot.tsx'
import { MessageTools } from './message-tools.tsx'
import { previewOf } from './preview.ts'
import type { ThreadLine } from './read-thread.ts'
import { useTypeNames } from './type-names.ts'

interface MessageLineProps extends ThreadLine {
  personName: string
  onReply(message: Message): void
  onReact(message: Message, emoji: string): void
}

export function MessageLine({ message, quoted, reactions, personName, onReply, onReact }: MessageLineProps) {
  const { t } = useLingui()
  const time = formatTime(message.createdAt)
  const inbound = message.direction === 'inbound'
  return (
    <Bubble
      id={`m-${message.id}`}
      side={inbound ? 'in' : 'out'}
      failed={message.status === 'failed'}
      label={inbound ? t`${personName}, ${time}` : t`You, ${time}`}
      tools={<MessageTools message={message} onReply={onReply} onReact={onReact} />}
      foot={<MessageFoot message={message} />}
      reactions={reactions}
    >
      {quoted && <QuotedMessage quoted={quoted} personName={personName} />}
      <MessageBody message={message} />
      {message.error && <FailureReason error={message.error} />}
    </Bubble>
  )
}

function QuotedMessage({ quoted, personName }: { quoted: Message; personName: string }) {
  const { t } = useLingui()
  const names = useTypeNames()
  const show = () => document.getElementById(`m-${quoted.id}`)?.scrollIntoView({ block: 'center', behavior: 'smooth' })
  return (
    <Quote label={t`Show the message that this answers`} onOpen={show}>
      <Text size="xs" strong tone="accent">
        {quoted.direction === 'inbound' ? personName : <Trans>You</Trans>}
      </Text>
      <Text size="s" tone="secondary">
        {previewOf(quoted) || names(quoted.type)}
      </Text>
    </Quote>
  )
}

function FailureReason({ error }: { error: NonNullable<Message['error']> }) {
  return (
    <Text size="s" tone="danger">
      {error.title}
      {error.details && `: ${error.details}`}
      {error.code !== null && error.code !== undefined && ` (${error.code})`}
    </Text>
  )
}
