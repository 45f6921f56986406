import { Button } from '@dawk/ui/controls/button.tsx'
import { SearchField } from '@dawk/ui/controls/search-field.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import type { Schemas } from '#lib/client/client.ts'
import { useAction } from '#lib/client/use-action.ts'
import type { ContactSummary } from '#lib/contacts.ts'
import { FoundContacts } from '#lib/found-contacts.tsx'
import { personName } from '#lib/person-name.ts'
import { mergeContacts } from './api/change-contact.ts'

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
        search.length > 1 && <FoundContacts search={search} without={[contact.id]} onChoose={setOther} />
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
