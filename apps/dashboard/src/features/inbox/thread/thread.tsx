import { DayMark, ThreadView } from '@dawk/ui/chat/bubble.tsx'
import { Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { useLingui } from '@lingui/react/macro'
import { Fragment, useMemo } from 'react'
import { usePages } from '#lib/data/use-pages.ts'
import { formatDay } from '#lib/format.ts'
import { type Message, messagesQuery } from '../api/messages.ts'
import { MessageLine } from './message-line.tsx'
import { readThread } from './read-thread.ts'

interface ThreadProps {
  conversationId: string
  personName: string
  onReply(message: Message): void
  onReact(message: Message, emoji: string): void
}

/** What was said, the newest at the bottom; older pages are read as they come near. */
export function Thread({ conversationId, personName, onReply, onReact }: ThreadProps) {
  const { t } = useLingui()
  const { rows, readMore, isPending } = usePages(messagesQuery(conversationId))
  const lines = useMemo(() => readThread(rows), [rows])
  if (isPending) return <Skeleton rows={6} label={t`Loading`} />
  if (lines.length === 0) return <Empty title={t`Nothing was said yet`} />
  return (
    <ThreadView label={t`Messages with ${personName}`} onStart={readMore}>
      {lines.map((line) => (
        <Fragment key={line.message.id}>
          {line.startsDay && <DayMark>{formatDay(line.message.createdAt)}</DayMark>}
          <MessageLine {...line} personName={personName} onReply={onReply} onReact={onReact} />
        </Fragment>
      ))}
    </ThreadView>
  )
}
