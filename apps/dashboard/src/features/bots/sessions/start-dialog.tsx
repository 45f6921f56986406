import { SearchField } from '@dawk/ui/controls/search-field.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import { useAction } from '#lib/client/use-action.ts'
import type { ContactSummary } from '#lib/contacts.ts'
import { FoundContacts } from '#lib/found-contacts.tsx'
import { personName } from '#lib/person-name.ts'
import { startSession } from '../api/sessions.ts'

/** Starts the flow with a person who has a conversation. */
export function StartDialog({ flowId, onClose }: { flowId: string; onClose(): void }) {
  const { t } = useLingui()
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<ContactSummary | null>(null)
  const start = useAction({
    run: () => startSession(flowId, chosen?.id ?? ''),
    done: t`The flow starts in a moment`,
    refresh: [['flows', 'sessions', flowId]],
    quiet: true,
    onDone: onClose,
  })
  return (
    <ActionDialog
      title={t`Start with somebody`}
      submit={t`Start`}
      action={start}
      incomplete={chosen === null}
      onClose={onClose}
    >
      <SearchField label={t`Search by name, username or digits of the number`} value={search} onChange={setSearch} />
      {chosen !== null && <Text strong>{personName(chosen)}</Text>}
      {search.length > 1 && (
        <FoundContacts search={search} without={chosen === null ? [] : [chosen.id]} onChoose={setChosen} />
      )}
    </ActionDialog>
  )
}
