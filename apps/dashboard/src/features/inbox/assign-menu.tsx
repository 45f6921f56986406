import { Button } from '@dawk/ui/controls/button.tsx'
import { PeopleIcon, TeamIcon } from '@dawk/ui/icons.tsx'
import { ActionMenu } from '@dawk/ui/overlays/dialog.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useAction } from '#lib/client/use-action.ts'
import { colleaguesQuery } from '#lib/inbox/colleagues.ts'
import { teamsQuery } from '#lib/inbox/team-work.ts'
import { useSession } from '#lib/session/session.ts'
import { type Change, changeConversation } from './api/change-conversation.ts'
import { type ActionsProps, menuProps, refreshOf } from './conversation-actions.tsx'

/** Whose it is: one of the members, and a team. */
export function AssignMenu(props: ActionsProps) {
  const { t } = useLingui()
  const { id, assignee, teamId } = props.conversation
  const { member } = useSession()
  const { data: members = [] } = useQuery(colleaguesQuery)
  const { data: teams = [] } = useQuery(teamsQuery)
  const assign = useAction({ run: (change: Change) => changeConversation(id, change), refresh: refreshOf(id) })
  const others = members.filter((one) => one.id !== member.id)
  const name = members.find((one) => one.id === assignee)?.name ?? assignee
  return (
    <ActionMenu
      {...menuProps(props, 'assign')}
      trigger={
        <Button size="small" icon={<TeamIcon />} aria-label={t`Assign`}>
          {name ?? <Trans>Assign</Trans>}
        </Button>
      }
      actions={[
        {
          label: t`Assign to me`,
          disabled: assignee === member.id,
          onSelect: () => assign.mutate({ assignee: member.id }),
        },
        ...others.map((one) => ({ label: one.name, onSelect: () => assign.mutate({ assignee: one.id }) })),
        { label: t`Nobody`, disabled: assignee === null, onSelect: () => assign.mutate({ assignee: null }) },
        ...teams.map((team) => ({
          label: t`Team ${team.name}`,
          icon: <PeopleIcon />,
          onSelect: () => assign.mutate({ teamId: team.id === teamId ? null : team.id }),
        })),
      ]}
    />
  )
}
