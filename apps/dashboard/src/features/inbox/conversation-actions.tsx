import { Button, IconButton } from '@dawk/ui/controls/button.tsx'
import { CheckIcon, ClockIcon, RefreshIcon, TagIcon } from '@dawk/ui/icons.tsx'
import { ActionMenu } from '@dawk/ui/overlays/dialog.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useAction } from '#lib/client/use-action.ts'
import { usePriorityNames } from '#lib/inbox/priority-names.ts'
import { inboxSettingsQuery, labelsQuery } from '#lib/inbox/team-work.ts'
import { useMay } from '#lib/session/session.ts'
import { type Change, changeConversation } from './api/change-conversation.ts'
import type { Conversation } from './api/conversations.ts'
import { AssignMenu } from './assign-menu.tsx'
import { MacroMenu } from './macro-menu.tsx'
import { useTimes } from './times.ts'

/** The menus that a key opens. */
export type OpenMenu = 'assign' | 'snooze' | 'label' | 'close' | null

export interface ActionsProps {
  conversation: Conversation
  open: OpenMenu
  onOpen(menu: OpenMenu): void
}

/** One of the menus, as far as it is open. */
export const menuProps = ({ open, onOpen }: ActionsProps, menu: OpenMenu) => ({
  open: open === menu,
  onOpenChange: (isOpen: boolean) => onOpen(isOpen ? menu : null),
})

/** What a change of a conversation shows anew. */
export const refreshOf = (id: string) => [['conversation', id], ['conversations'], ['inbox-counters']]

/** Who takes care of it, how it is marked, and whether it is done. */
export function ConversationActions(props: ActionsProps) {
  const may = useMay()
  if (!may('conversations:write')) return null
  return (
    <>
      <AssignMenu {...props} />
      <LabelMenu {...props} />
      <SnoozeMenu {...props} />
      <MacroMenu conversationId={props.conversation.id} refresh={refreshOf(props.conversation.id)} />
      <CloseButton {...props} />
    </>
  )
}

function LabelMenu(props: ActionsProps) {
  const { t } = useLingui()
  const { id, labelIds, priority } = props.conversation
  const { data: labels = [] } = useQuery(labelsQuery)
  const priorities = usePriorityNames()
  const change = useAction({ run: (body: Change) => changeConversation(id, body), refresh: refreshOf(id) })
  const toggled = (labelId: string) =>
    labelIds.includes(labelId) ? labelIds.filter((one) => one !== labelId) : [...labelIds, labelId]
  return (
    <ActionMenu
      {...menuProps(props, 'label')}
      trigger={
        <IconButton size="small" label={t`Label`}>
          <TagIcon />
        </IconButton>
      }
      actions={[
        ...(['urgent', 'high', 'normal', 'low'] as const).map((one) => ({
          label: priorities[one],
          disabled: priority === one,
          onSelect: () => change.mutate({ priority: one }),
        })),
        ...labels.map(({ id: labelId, name }) => ({
          label: name,
          ...(labelIds.includes(labelId) && { icon: <CheckIcon /> }),
          onSelect: () => change.mutate({ labelIds: toggled(labelId) }),
        })),
      ]}
    />
  )
}

function SnoozeMenu(props: ActionsProps) {
  const { t } = useLingui()
  const { id, status } = props.conversation
  const times = useTimes()
  const change = useAction({ run: (body: Change) => changeConversation(id, body), refresh: refreshOf(id) })
  return (
    <ActionMenu
      {...menuProps(props, 'snooze')}
      trigger={
        <IconButton size="small" label={t`Snooze`} pressed={status === 'snoozed'}>
          <ClockIcon />
        </IconButton>
      }
      actions={[
        ...times.map(({ label, at }) => ({
          label,
          onSelect: () => change.mutate({ status: 'snoozed', snoozedUntil: at.toISOString() }),
        })),
        {
          label: t`Until somebody else has answered`,
          disabled: status === 'pending',
          onSelect: () => change.mutate({ status: 'pending' }),
        },
      ]}
    />
  )
}

function CloseButton(props: ActionsProps) {
  const { t } = useLingui()
  const { id, status } = props.conversation
  const { data: settings } = useQuery(inboxSettingsQuery)
  const isOpen = status === 'open'
  const change = useAction({
    run: (body: Change) => changeConversation(id, body),
    done: isOpen ? t`The conversation is closed` : t`The conversation is open again`,
    refresh: refreshOf(id),
  })
  const reasons = settings?.closeReasons ?? []
  const button = (
    <Button
      size="small"
      icon={isOpen ? <CheckIcon /> : <RefreshIcon />}
      busy={change.isPending}
      {...(reasons.length === 0 || !isOpen
        ? { onClick: () => change.mutate({ status: isOpen ? 'closed' : 'open' }) }
        : {})}
    >
      {isOpen ? <Trans>Close</Trans> : <Trans>Open again</Trans>}
    </Button>
  )
  if (reasons.length === 0 || !isOpen) return button
  return (
    <ActionMenu
      {...menuProps(props, 'close')}
      trigger={button}
      actions={reasons.map(({ key, label }) => ({
        label,
        onSelect: () => change.mutate({ status: 'closed', closeReason: key }),
      }))}
    />
  )
}
