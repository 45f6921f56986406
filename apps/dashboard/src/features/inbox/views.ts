import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useSession } from '#lib/session/session.ts'
import type { ConversationFilters } from './api/conversations.ts'
import { countersQuery, type SavedView, viewsQuery } from './api/views.ts'

export interface View {
  value: string
  label: string
  filters: ConversationFilters
  /** Exact up to 999; absent: it is not counted. */
  count?: number | undefined
  /** One that was made, and can be deleted. */
  isSaved?: boolean
}

/** The views that everybody has, and then those that were made. The name of the chosen one stands in the address. */
export function useViews(): [View, ...View[]] {
  const { t } = useLingui()
  const { member } = useSession()
  const { data: counts = {} } = useQuery(countersQuery)
  const { data: made = [] } = useQuery(viewsQuery)
  const common: [View, ...View[]] = [
    { value: 'open', label: t`Open`, filters: { status: 'open' }, count: counts['open'] },
    { value: 'unread', label: t`Unread`, filters: { status: 'open', unread: true }, count: counts['unread'] },
    { value: 'mine', label: t`Mine`, filters: { status: 'open', assignee: member.id }, count: counts['mine'] },
    { value: 'nobody', label: t`Unassigned`, filters: { status: 'open', assignee: '' }, count: counts['unassigned'] },
    { value: 'pending', label: t`Pending`, filters: { status: 'pending' }, count: counts['pending'] },
    { value: 'snoozed', label: t`Snoozed`, filters: { status: 'snoozed' }, count: counts['snoozed'] },
    { value: 'closed', label: t`Closed`, filters: { status: 'closed' } },
  ]
  const saved = made.map((view) => ({
    ...{ value: view.id, label: view.name, count: counts[view.id], isSaved: true },
    filters: toFilters(view, member.id),
  }))
  return [...common, ...saved]
}

/** A view says `me` and `nobody` where a list names a member or none. */
function toFilters({ filters: { assignee, ...filters } }: SavedView, ownId: string): ConversationFilters {
  if (assignee === undefined) return filters
  return { ...filters, assignee: assignee === 'me' ? ownId : assignee === 'nobody' ? '' : assignee }
}
