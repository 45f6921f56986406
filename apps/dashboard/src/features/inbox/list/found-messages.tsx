import { EntryContent, entryClass } from '@dawk/ui/chat/entry.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatRecent } from '#lib/format.ts'
import { personName } from '#lib/person-name.ts'
import { foundMessagesQuery } from '../api/found-messages.ts'

/** What was said, beside whom it was said to: the latest messages with these words. */
export function FoundMessages({ words }: { words: string }) {
  const { data: hits = [] } = useQuery(foundMessagesQuery(words))
  if (hits.length === 0) return null
  return (
    <Stack as="section" gap="xs" padding="s">
      <Heading level={3}>
        <Trans>In messages</Trans>
      </Heading>
      {hits.map(({ messageId, conversation, at }) => (
        <Link
          key={messageId}
          to="/inbox/$conversationId"
          params={{ conversationId: conversation.id }}
          search={(former) => former}
          className={entryClass}
        >
          <EntryContent
            name={personName(conversation.contact)}
            time={
              <Text as="time" size="xs" tone="muted" numbers>
                {formatRecent(at)}
              </Text>
            }
            preview={
              <Text size="s" tone="secondary" truncate as="span">
                {words}
              </Text>
            }
          />
        </Link>
      ))}
    </Stack>
  )
}
