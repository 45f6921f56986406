import { DayMark, ThreadView } from '@dawk/ui/chat/bubble.tsx'
import { Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Fragment, useMemo } from 'react'
import { usePages } from '#lib/data/use-pages.ts'
import { formatDay } from '#lib/format.ts'
import { type Message, messagesQuery } from '../api/messages.ts'
import { notesQuery } from '../api/notes.ts'
import { MessageLine } from './message-line.tsx'
import { NoteLine } from './note-line.tsx'
import { placeNotes } from './place-notes.ts'
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
  const { data: notes = [] } = useQuery(notesQuery(conversationId))
  const lines = useMemo(() => readThread(rows), [rows])
  const between = useMemo(() => placeNotes(lines, notes), [lines, notes])
  if (isPending) return <Skeleton rows={6} label={t`Loading`} />
  if (lines.length === 0 && notes.length === 0) return <Empty title={t`Nothing was said yet`} />
  return (
    <ThreadView label={t`Messages with ${personName}`} onStart={readMore}>
      {lines.map((line) => (
        <Fragment key={line.message.id}>
          {line.startsDay && <DayMark>{formatDay(line.message.createdAt)}</DayMark>}
          {between.get(line.message.id)?.map((note) => (
            <NoteLine key={note.id} note={note} />
          ))}
          <MessageLine {...line} personName={personName} onReply={onReply} onReact={onReact} />
        </Fragment>
      ))}
      {between.get('')?.map((note) => (
        <NoteLine key={note.id} note={note} />
      ))}
    </ThreadView>
  )
}
