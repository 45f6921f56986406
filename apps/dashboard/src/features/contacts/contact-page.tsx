import { ButtonLink } from '@dawk/ui/controls/button.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { OpenIcon } from '@dawk/ui/icons.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { Badge } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { formatMoment } from '#lib/format.ts'
import { personName } from '#lib/person-name.ts'
import { useMay } from '#lib/session/session.ts'
import { contactConversationsQuery, contactQuery } from './api/contact.ts'
import { ContactConsent } from './contact-consent.tsx'
import { ContactFacts } from './contact-facts.tsx'
import { ContactTags } from './contact-tags.tsx'
import { ContactTimeline } from './contact-timeline.tsx'
import { EraseButton } from './erase-button.tsx'
import { MergeButton } from './merge-dialog.tsx'

/** Everything that the account knows of one person. */
export function ContactPage() {
  const { t } = useLingui()
  const { contactId } = useParams({ from: '/signed-in/contacts/$contactId' })
  const { data: contact } = useSuspenseQuery(contactQuery(contactId))
  const may = useMay()
  return (
    <Page
      title={personName(contact)}
      actions={
        <>
          <ButtonLink href={`/v1/contacts/${contactId}/export`} icon={<OpenIcon />} external>
            <Trans>Export</Trans>
          </ButtonLink>
          {may('contacts:write') && <MergeButton contact={contact} />}
          {may('contacts:write') && <EraseButton id={contactId} />}
        </>
      }
    >
      <ContactFacts contact={contact} />
      <ContactTags contact={contact} />
      <ContactConsent contactId={contactId} />
      <Conversations contactId={contactId} />
      <Stack gap="s">
        <Heading>
          <Trans>Known by</Trans>
        </Heading>
        <Table
          label={t`Identifiers`}
          items={contact.identifiers}
          keyOf={({ kind, value }) => `${kind} ${value}`}
          columns={[
            { head: t`Kind`, cell: ({ kind }) => kind.replace('_', ' ') },
            { head: t`Value`, cell: ({ value }) => <Text mono>{value}</Text> },
            { head: t`Since`, cell: ({ since }) => formatMoment(since) },
          ]}
        />
      </Stack>
      <ContactTimeline contactId={contactId} />
    </Page>
  )
}

function Conversations({ contactId }: { contactId: string }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { data: conversations = [] } = useQuery(contactConversationsQuery(contactId))
  if (conversations.length === 0) return null
  return (
    <Stack gap="s">
      <Heading>
        <Trans>Conversations</Trans>
      </Heading>
      <Table
        label={t`Conversations`}
        items={conversations}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/inbox/$conversationId', params: { conversationId: id } })}
        columns={[
          { head: t`Last message`, cell: ({ lastMessage }) => <Text truncate>{lastMessage?.preview}</Text> },
          {
            head: t`Status`,
            cell: ({ status }) => <Badge tone={status === 'open' ? 'success' : 'neutral'}>{status}</Badge>,
          },
          { head: t`When`, cell: ({ lastActivityAt }) => formatMoment(lastActivityAt), end: true },
        ]}
      />
    </Stack>
  )
}
