import { TextLink } from '@dawk/ui/controls/button.tsx'
import { Pairs } from '@dawk/ui/data/table.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading } from '@dawk/ui/layout/text.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { formatMoment, formatPhone } from '#lib/format.ts'
import { personName } from '#lib/person-name.ts'
import type { Conversation } from './api/conversations.ts'
import { numberQuery } from './api/templates.ts'

/** Who a conversation is with, beside it. */
export function ContactPanel({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui()
  const { contact, numberId, window: replyWindow, createdAt } = conversation
  const { data: number } = useQuery(numberQuery(numberId))
  return (
    <Stack padding="m" gap="m">
      <Heading>{personName(contact)}</Heading>
      <Pairs
        pairs={[
          [t`Number`, contact.phone && formatPhone(contact.phone)],
          [t`Username`, contact.username && `@${contact.username}`],
          [t`Writes to`, number?.displayPhoneNumber],
          [t`Answer freely until`, replyWindow.until && formatMoment(replyWindow.until)],
          [t`Free of charge until`, replyWindow.freeEntryUntil && formatMoment(replyWindow.freeEntryUntil)],
          [t`Since`, formatMoment(createdAt)],
        ]}
      />
      <TextLink href={`/app/contacts/${contact.id}`}>
        <Trans>All about this person</Trans>
      </TextLink>
    </Stack>
  )
}
