import { SwitchField } from '@dawk/ui/controls/fields.tsx'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useAction } from '#lib/client/use-action.ts'
import { inboxSettingsQuery } from '#lib/inbox/team-work.ts'
import { useMay, useSession } from '#lib/session/session.ts'
import { agentsQuery, takeConversations } from '../api/team-work.ts'

/** Whether one gets conversations by themselves; only where they are handed out. */
export function Availability() {
  const { t } = useLingui()
  const may = useMay()
  const { member } = useSession()
  const { data: settings } = useQuery(inboxSettingsQuery)
  const { data: agents = [] } = useQuery(agentsQuery)
  const change = useAction({
    run: (available: boolean) => takeConversations(member.id, available),
    refresh: [['inbox-agents']],
  })
  if (settings === undefined || settings.assignment === 'manual' || !may('conversations:write')) return null
  const own = agents.find(({ memberId }) => memberId === member.id)
  return (
    <SwitchField
      label={t`I take conversations`}
      checked={own?.available ?? false}
      onChange={(available) => change.mutate(available)}
    />
  )
}
