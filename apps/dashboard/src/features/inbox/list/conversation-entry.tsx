import { EntryContent, entryClass } from '@dawk/ui/chat/entry.tsx'
import { Row } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Badge, Count } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { formatRecent } from '#lib/format.ts'
import { usePriorityNames } from '#lib/inbox/priority-names.ts'
import { personName } from '#lib/person-name.ts'
import type { Conversation } from '../api/conversations.ts'
import { useTypeNames } from '../thread/type-names.ts'

interface ConversationEntryProps {
  conversation: Conversation
  open: boolean
}

export function ConversationEntry({ conversation, open }: ConversationEntryProps) {
  const { t } = useLingui()
  const priorities = usePriorityNames()
  const { id, contact, lastMessage, lastActivityAt, unread, window: replyWindow, threadOwner, priority } = conversation
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId: id }}
      search={(former) => former}
      className={entryClass}
      aria-current={open}
    >
      <EntryContent
        name={personName(contact)}
        time={
          <Text as="time" size="xs" tone={unread > 0 ? 'accent' : 'muted'} numbers>
            {formatRecent(lastMessage?.at ?? lastActivityAt)}
          </Text>
        }
        preview={<Preview lastMessage={lastMessage} unread={unread > 0} />}
        badges={
          <Row gap="xs">
            {(priority === 'urgent' || priority === 'high') && (
              <Badge tone={priority === 'urgent' ? 'danger' : 'warning'}>{priorities[priority]}</Badge>
            )}
            {threadOwner === 'other' && (
              <Badge tone="info">
                <Trans>Another responder</Trans>
              </Badge>
            )}
            {replyWindow.state === 'closed' && (
              <Badge>
                <Trans>24 h over</Trans>
              </Badge>
            )}
            <Count value={unread} label={t`${unread} unread`} />
          </Row>
        }
      />
    </Link>
  )
}

function Preview({ lastMessage, unread }: { lastMessage: Conversation['lastMessage']; unread: boolean }) {
  const { t } = useLingui()
  const names = useTypeNames()
  if (lastMessage === null) return <Text size="s" tone="muted" as="span" />
  const words = lastMessage.preview || names(lastMessage.type ?? '')
  return (
    <Text size="s" tone={unread ? 'primary' : 'secondary'} strong={unread} truncate as="span">
      {lastMessage.direction === 'outbound' ? t`You: ${words}` : words}
    </Text>
  )
}
