import { TextField } from '@dawk/ui/controls/fields.tsx'
import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import { problemAt } from '#lib/client/api-error.ts'
import { useAction } from '#lib/client/use-action.ts'
import { createFlow } from './api/change-flow.ts'

/** Something to begin with: it greets whoever writes a word. */
const firstDocument = (hello: string) => ({
  spec: 'dawk.flow/1',
  start: 'hello',
  triggers: [{ kind: 'keyword', words: ['hi'] }],
  nodes: { hello: { kind: 'send_text', data: { text: hello }, exits: { ok: null } } },
})

export function NewFlowDialog({ onClose }: { onClose(): void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const create = useAction({
    run: () => createFlow({ name: name.trim(), spec: firstDocument(`${t`Hello`} {{ contact.name }}`) }),
    refresh: [['flows', 'list']],
    quiet: true,
    onDone: ({ id }) => void navigate({ to: '/bots/$flowId', params: { flowId: id } }),
  })
  return (
    <ActionDialog
      title={t`New flow`}
      submit={t`Create`}
      action={create}
      incomplete={name.trim() === ''}
      onClose={onClose}
    >
      <TextField
        label={t`Name`}
        value={name}
        onChange={setName}
        maxLength={100}
        error={problemAt(create.error, 'name')}
        required
        autoFocus
      />
    </ActionDialog>
  )
}
