import { Avatar } from '@dawk/ui/chat/entry.tsx'
import { SearchField } from '@dawk/ui/controls/search-field.tsx'
import { Box, Row } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Badge, Empty } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ContactSummary, contactsQuery } from '#lib/contacts.ts'
import { PagedTable } from '#lib/data/paged-table.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment, formatPhone } from '#lib/format.ts'
import { personName } from '#lib/person-name.ts'

/** Everybody who ever wrote, was written to, or is in the contact book of the phone app. */
export function ContactsPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { search = '' } = useSearch({ from: '/signed-in/contacts' })
  const pages = usePages(contactsQuery(search))
  return (
    <Page title={t`Contacts`} lead={<Trans>People as this account knows them.</Trans>}>
      <Box width="narrow">
        <SearchField
          label={t`Search by name, username or digits of the number`}
          value={search}
          onChange={(words) =>
            void navigate({ to: '/contacts', search: words ? { search: words } : {}, replace: true })
          }
        />
      </Box>
      <PagedTable
        pages={pages}
        empty={
          <Empty title={search ? t`Nobody was found` : t`There are no contacts yet`}>
            <Trans>A person becomes a contact with their first message, or with yours to them.</Trans>
          </Empty>
        }
        label={t`Contacts`}
        onOpen={({ id }) => void navigate({ to: '/contacts/$contactId', params: { contactId: id } })}
        columns={[
          { head: t`Name`, cell: (contact) => <Named contact={contact} /> },
          { head: t`Number`, cell: ({ phone }) => <Text numbers>{phone === null ? '' : formatPhone(phone)}</Text> },
          { head: t`Marketing`, cell: ({ marketing }) => <Marketing preference={marketing?.preference} /> },
          { head: t`Since`, cell: ({ createdAt }) => <Text tone="secondary">{formatMoment(createdAt)}</Text> },
        ]}
      />
    </Page>
  )
}

const Named = ({ contact }: { contact: ContactSummary }) => (
  <Row gap="s">
    <Avatar name={personName(contact)} />
    <Text strong truncate>
      {personName(contact)}
    </Text>
  </Row>
)

export function Marketing({ preference }: { preference: 'stop' | 'resume' | undefined }) {
  if (preference === undefined) return null
  return preference === 'stop' ? (
    <Badge tone="danger">
      <Trans>wants none</Trans>
    </Badge>
  ) : (
    <Badge tone="success">
      <Trans>wants it</Trans>
    </Badge>
  )
}
