import { Avatar } from '@dawk/ui/chat/entry.tsx'
import { IconButton } from '@dawk/ui/controls/button.tsx'
import { BackIcon } from '@dawk/ui/icons.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Bar, OnPhone } from '@dawk/ui/shell/panes.tsx'
import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { formatPhone } from '#lib/format.ts'
import { personName } from '#lib/person-name.ts'
import { type ActionsProps, ConversationActions } from './conversation-actions.tsx'
import { Colleagues } from './presence/colleagues.tsx'

export function ConversationHeader(props: ActionsProps) {
  const { conversation } = props
  const { t } = useLingui()
  const navigate = useNavigate()
  const { contact } = conversation
  const name = personName(contact)
  return (
    <Bar>
      <OnPhone>
        <IconButton
          label={t`Back to the list`}
          onClick={() => void navigate({ to: '/inbox', search: (former) => former })}
        >
          <BackIcon />
        </IconButton>
      </OnPhone>
      <Avatar name={name} />
      <Stack grow>
        <Text strong truncate>
          {name}
        </Text>
        {contact.phone !== null && contact.name !== null && (
          <Text size="xs" tone="muted" numbers truncate>
            {formatPhone(contact.phone)}
          </Text>
        )}
      </Stack>
      <Colleagues conversationId={conversation.id} />
      <ConversationActions {...props} />
    </Bar>
  )
}
