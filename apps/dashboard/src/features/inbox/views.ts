import { useLingui } from '@lingui/react/macro'
import { useSession } from '#lib/session/session.ts'
import type { ConversationFilters } from './api/conversations.ts'

export interface View {
  value: string
  label: string
  filters: ConversationFilters
}

/** The views that everybody has. The name of the chosen one stands in the address. */
export function useViews(): [View, ...View[]] {
  const { t } = useLingui()
  const { member } = useSession()
  return [
    { value: 'open', label: t`Open`, filters: { status: 'open' } },
    { value: 'unread', label: t`Unread`, filters: { status: 'open', unread: true } },
    { value: 'mine', label: t`Mine`, filters: { status: 'open', assignee: member.id } },
    { value: 'nobody', label: t`Unassigned`, filters: { status: 'open', assignee: '' } },
    { value: 'closed', label: t`Closed`, filters: { status: 'closed' } },
  ]
}
