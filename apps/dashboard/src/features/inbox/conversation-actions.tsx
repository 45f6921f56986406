import { Button } from '@dawk/ui/controls/button.tsx'
import { CheckIcon, RefreshIcon, TeamIcon } from '@dawk/ui/icons.tsx'
import { ActionMenu } from '@dawk/ui/overlays/dialog.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useAction } from '#lib/client/use-action.ts'
import { useMay, useSession } from '#lib/session/session.ts'
import { changeConversation } from './api/change-conversation.ts'
import type { Conversation } from './api/conversations.ts'
import { membersQuery } from './api/members.ts'

/** Who takes care of it, and whether it is done. */
export function ConversationActions({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui()
  const may = useMay()
  const { id, status } = conversation
  const isOpen = status === 'open'
  const change = useAction({
    run: () => changeConversation(id, { status: isOpen ? 'closed' : 'open' }),
    done: isOpen ? t`The conversation is closed` : t`The conversation is open again`,
    refresh: [['conversation', id], ['conversations']],
  })
  if (!may('conversations:write')) return null
  return (
    <>
      <AssignMenu conversation={conversation} />
      <Button
        size="small"
        icon={isOpen ? <CheckIcon /> : <RefreshIcon />}
        busy={change.isPending}
        onClick={() => change.mutate()}
      >
        {isOpen ? <Trans>Close</Trans> : <Trans>Open again</Trans>}
      </Button>
    </>
  )
}

function AssignMenu({ conversation: { id, assignee } }: { conversation: Conversation }) {
  const { t } = useLingui()
  const { member } = useSession()
  const { data: members = [] } = useQuery(membersQuery)
  const assign = useAction({
    run: (to: string | null) => changeConversation(id, { assignee: to }),
    refresh: [['conversation', id], ['conversations']],
  })
  const others = members.filter((one) => one.id !== member.id)
  const name = members.find((one) => one.id === assignee)?.name ?? assignee
  return (
    <ActionMenu
      trigger={
        <Button size="small" icon={<TeamIcon />} aria-label={t`Assign`}>
          {name ?? <Trans>Assign</Trans>}
        </Button>
      }
      actions={[
        { label: t`Assign to me`, disabled: assignee === member.id, onSelect: () => assign.mutate(member.id) },
        ...others.map((one) => ({ label: one.name, onSelect: () => assign.mutate(one.id) })),
        { label: t`Nobody`, disabled: assignee === null, onSelect: () => assign.mutate(null) },
      ]}
    />
  )
}
