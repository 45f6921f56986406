import { IconButton } from '@dawk/ui/controls/button.tsx'
import { SearchField } from '@dawk/ui/controls/search-field.tsx'
import { CloseIcon } from '@dawk/ui/icons.tsx'
import { Row } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import { useAction } from '#lib/client/use-action.ts'
import type { ContactSummary } from '#lib/contacts.ts'
import { FoundContacts } from '#lib/found-contacts.tsx'
import { personName } from '#lib/person-name.ts'
import { enroll } from '../api/change-drip.ts'

/** Lets people in whom the team chooses. */
export function EnrollDialog({ dripId, onClose }: { dripId: string; onClose(): void }) {
  const { t } = useLingui()
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<readonly ContactSummary[]>([])
  const [key] = useState(() => `dashboard-${crypto.randomUUID()}`)
  const [stayedOut, setStayedOut] = useState<number | null>(null)
  const enter = useAction({
    run: () =>
      enroll(
        dripId,
        chosen.map(({ id }) => id),
        key,
      ),
    refresh: [['drips']],
    quiet: true,
    onDone: ({ enrolled }) => {
      if (enrolled.length === chosen.length) onClose()
      else setStayedOut(chosen.length - enrolled.length)
    },
  })
  return (
    <ActionDialog
      title={t`Let somebody in`}
      submit={t`Let in`}
      action={enter}
      incomplete={chosen.length === 0 || stayedOut !== null}
      onClose={onClose}
    >
      {chosen.map((one) => (
        <Row key={one.id} justify="between" gap="s">
          <Text>{personName(one)}</Text>
          <IconButton
            size="small"
            label={t`Remove ${personName(one)}`}
            onClick={() => setChosen(chosen.filter(({ id }) => id !== one.id))}
          >
            <CloseIcon />
          </IconButton>
        </Row>
      ))}
      <SearchField label={t`Search by name, username or digits of the number`} value={search} onChange={setSearch} />
      {search.length > 1 && (
        <FoundContacts
          search={search}
          without={chosen.map(({ id }) => id)}
          onChoose={(one) => setChosen([...chosen, one])}
        />
      )}
      {stayedOut !== null && (
        <Notice tone="warning">
          <Trans>People whom the rule of the drip does not let in again: {stayedOut}.</Trans>
        </Notice>
      )}
    </ActionDialog>
  )
}
