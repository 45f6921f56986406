import { TextField } from '@dawk/ui/controls/fields.tsx'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import { problemAt } from '#lib/client/api-error.ts'
import { useAction } from '#lib/client/use-action.ts'
import { createEndpoint } from './api/endpoints.ts'
import { SecretDialog } from './secret-dialog.tsx'

export function EndpointDialog({ onClose }: { onClose(): void }) {
  const { t } = useLingui()
  const [url, setUrl] = useState('')
  const [types, setTypes] = useState('message.*')
  const [description, setDescription] = useState('')
  const [secret, setSecret] = useState<string | null>(null)
  const create = useAction({
    run: () =>
      createEndpoint({
        url,
        eventTypes: types.split(',').map((type) => type.trim()),
        description: description || null,
      }),
    refresh: [['endpoints']],
    quiet: true,
    onDone: (made) => setSecret(made.secret),
  })
  if (secret !== null) return <SecretDialog title={t`The signing secret`} secret={secret} onClose={onClose} />
  return (
    <ActionDialog title={t`Add an endpoint`} submit={t`Add`} action={create} onClose={onClose}>
      <TextField
        label={t`URL`}
        type="url"
        value={url}
        onChange={setUrl}
        error={problemAt(create.error, 'url')}
        placeholder="https://shop.example/hooks/dawk"
        code
        required
        autoFocus
      />
      <TextField
        label={t`Events`}
        hint={t`Types or patterns with commas between: message.received, message.status.*, *`}
        value={types}
        onChange={setTypes}
        error={problemAt(create.error, 'eventTypes')}
        code
        required
      />
      <TextField label={t`Description`} value={description} onChange={setDescription} />
    </ActionDialog>
  )
}
