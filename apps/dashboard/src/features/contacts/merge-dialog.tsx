import { Button } from '@dawk/ui/controls/button.tsx'
import { SearchField } from '@dawk/ui/controls/search-field.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import type { Schemas } from '#lib/client/client.ts'
import { useAction } from '#lib/client/use-action.ts'
import { usePages } from '#lib/data/use-pages.ts'
import { formatPhone } from '#lib/format.ts'
import { personName } from '#lib/person-name.ts'
import { mergeContacts } from './api/change-contact.ts'
import { type ContactSummary, contactsQuery } from './api/contacts.ts'

type Contact = Schemas['Contact']

export function MergeButton({ contact }: { contact: Contact }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Trans>Merge</Trans>
      </Button>
      {open && <MergeDialog contact={contact} onClose={() => setOpen(false)} />}
    </>
  )
}

/** The other contact is found by name or number; which of the two stays, the API decides: the one known longer. */
function MergeDialog({ contact, onClose }: { contact: Contact; onClose(): void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [search, setSearch] = useState('')
  const [other, setOther] = useState<ContactSummary | null>(null)
  const merge = useAction({
    run: () => mergeContacts(contact.id, other?.id ?? ''),
    done: t`The two are one contact now; the timeline can undo it for 30 days`,
    refresh: [['contact'], ['contacts']],
    quiet: true,
    onDone: ({ contact: merged }) => {
      onClose()
      void navigate({ to: '/contacts/$contactId', params: { contactId: merged.id } })
    },
  })
  return (
    <ActionDialog
      title={t`Merge with another contact`}
      submit={t`Merge`}
      action={merge}
      incomplete={other === null}
      onClose={onClose}
    >
      <SearchField label={t`Search by name, username or digits of the number`} value={search} onChange={setSearch} />
      {other === null ? (
        search.length > 1 && <Found search={search} without={contact.id} onChoose={setOther} />
      ) : (
        <Notice tone="warning">
          <Trans>
            {personName(other)} and {personName(contact)} become one. The stricter consent of the two holds.
          </Trans>
        </Notice>
      )}
    </ActionDialog>
  )
}

interface FoundProps {
  search: string
  without: string
  onChoose(contact: ContactSummary): void
}

function Found({ search, without, onChoose }: FoundProps) {
  const { t } = useLingui()
  const { rows } = usePages(contactsQuery(search))
  const others = rows.filter(({ id }) => id !== without).slice(0, 5)
  if (others.length === 0)
    return (
      <Text tone="secondary">
        <Trans>Nobody was found</Trans>
      </Text>
    )
  return (
    <Table
      label={t`Contacts`}
      items={others}
      keyOf={({ id }) => id}
      onOpen={onChoose}
      columns={[
        { head: t`Name`, cell: (one) => personName(one) },
        { head: t`Number`, cell: ({ phone }) => (phone === null ? '' : formatPhone(phone)) },
      ]}
    />
  )
}
