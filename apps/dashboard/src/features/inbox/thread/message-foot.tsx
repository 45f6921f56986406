import { type Tick, Ticks } from '@dawk/ui/chat/bubble.tsx'
import { Tip } from '@dawk/ui/overlays/dialog.tsx'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { formatMoment, formatTime } from '#lib/format.ts'
import { colleaguesQuery } from '#lib/inbox/colleagues.ts'
import type { Message } from '../api/messages.ts'

const ticks: Partial<Record<Message['status'], Tick>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  canceled: 'failed',
}

/** When, and how far it has come; the whole way on hover or focus. */
export function MessageFoot({ message }: { message: Message }) {
  const names = useStatusNames()
  const { direction, status, timeline, createdAt, scheduledAt, sentBy } = message
  const changed = timeline.findLast((entry) => entry.status === 'edited' || entry.status === 'deleted')
  const way = timeline.map((entry) => `${names(entry.status)} ${formatMoment(entry.at)}`).join(' · ')
  return (
    <>
      {sentBy !== null && <Author author={sentBy} />}
      {changed && <span>{names(changed.status)}</span>}
      {status === 'scheduled' && scheduledAt !== null && <span>{formatMoment(scheduledAt)}</span>}
      <Tip label={way || formatMoment(createdAt)}>
        <time dateTime={createdAt}>{formatTime(createdAt)}</time>
      </Tip>
      {direction === 'outbound' && <Ticks state={ticks[status] ?? 'waiting'} label={names(status)} />}
    </>
  )
}

/** Which of the colleagues it was; a program goes by the name of its key. */
function Author({ author }: { author: NonNullable<Message['sentBy']> }) {
  const { data: members = [] } = useQuery(colleaguesQuery)
  return <span>{members.find(({ id }) => id === author.id)?.name ?? author.name}</span>
}

function useStatusNames(): (status: string) => string {
  const { t } = useLingui()
  const names: Readonly<Record<string, string>> = {
    scheduled: t`scheduled`,
    queued: t`waiting`,
    processing: t`waiting`,
    retrying: t`trying again`,
    sent: t`sent`,
    delivered: t`delivered`,
    read: t`read`,
    failed: t`failed`,
    canceled: t`canceled`,
    received: t`received`,
    edited: t`edited`,
    deleted: t`deleted`,
  }
  return (status) => names[status] ?? status
}
