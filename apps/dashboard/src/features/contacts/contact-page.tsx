import { Button, ButtonLink } from '@dawk/ui/controls/button.tsx'
import { Pairs, Table } from '@dawk/ui/data/table.tsx'
import { OpenIcon } from '@dawk/ui/icons.tsx'
import { Box, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { Badge } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { ConfirmDialog } from '#lib/confirm-dialog.tsx'
import { formatMoment, formatPhone } from '#lib/format.ts'
import { personName } from '#lib/person-name.ts'
import { useMay } from '#lib/session/session.ts'
import { contactConversationsQuery, contactQuery } from './api/contact.ts'
import { eraseContact } from './api/erase-contact.ts'
import { Marketing } from './contacts-page.tsx'

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
          {may('contacts:write') && <EraseButton id={contactId} />}
        </>
      }
    >
      <Box surface="card" padding="m">
        <Pairs
          pairs={[
            [t`Number`, contact.phone && formatPhone(contact.phone)],
            [t`Username`, contact.username && `@${contact.username}`],
            [t`WhatsApp user id`, contact.userId],
            [t`Marketing`, contact.marketing && <Marketing preference={contact.marketing.preference} />],
            [t`Since`, formatMoment(contact.createdAt)],
          ]}
        />
      </Box>
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

function EraseButton({ id }: { id: string }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const erase = useAction({
    run: () => eraseContact(id),
    done: t`The erasure has begun`,
    refresh: [['contacts'], ['conversations']],
    onDone: () => void navigate({ to: '/contacts' }),
  })
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <Trans>Erase</Trans>
      </Button>
      {asking && (
        <ConfirmDialog
          title={t`Erase this person`}
          confirm={t`Erase for good`}
          busy={erase.isPending}
          onConfirm={() => erase.mutate()}
          onClose={() => setAsking(false)}
        >
          <Trans>Their messages, files and identifiers are removed from this account. This cannot be undone.</Trans>
        </ConfirmDialog>
      )}
    </>
  )
}
