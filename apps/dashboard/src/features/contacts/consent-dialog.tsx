import { SelectField, TextAreaField, TextField } from '@dawk/ui/controls/fields.tsx'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import { problemAt } from '#lib/client/api-error.ts'
import { useAction } from '#lib/client/use-action.ts'
import { recordConsent } from './api/consent.ts'

interface ConsentDialogProps {
  contactId: string
  purposes: readonly string[]
  onClose(): void
}

/** Anybody may record a stop; a yes needs the words of the person. */
export function ConsentDialog({ contactId, purposes, onClose }: ConsentDialogProps) {
  const { t } = useLingui()
  const [purpose, setPurpose] = useState('marketing')
  const [state, setState] = useState<'opted_in' | 'opted_out'>('opted_out')
  const [text, setText] = useState('')
  const [note, setNote] = useState('')
  const record = useAction({
    run: () => recordConsent(contactId, { purpose, state, text, note }),
    done: t`The consent is recorded`,
    refresh: [['contact', contactId]],
    quiet: true,
    onDone: onClose,
  })
  return (
    <ActionDialog title={t`Record consent`} submit={t`Record`} action={record} onClose={onClose}>
      <SelectField
        label={t`Purpose`}
        value={purpose}
        options={purposes.map((one) => ({ value: one, label: one }))}
        onChange={setPurpose}
      />
      <SelectField
        label={t`What the person wants`}
        value={state}
        options={[
          { value: 'opted_out', label: t`No such messages` },
          { value: 'opted_in', label: t`To get these messages` },
        ]}
        onChange={setState}
      />
      <TextAreaField
        label={t`In the person’s words`}
        hint={t`What they said or signed just now. Without it nothing is permitted.`}
        value={text}
        onChange={setText}
        error={problemAt(record.error, 'evidence')}
        required={state === 'opted_in'}
      />
      <TextField label={t`Note for colleagues`} value={note} onChange={setNote} />
    </ActionDialog>
  )
}
