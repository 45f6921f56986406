import { Button } from '@dawk/ui/controls/button.tsx'
import { TextField } from '@dawk/ui/controls/fields.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Dialog } from '@dawk/ui/overlays/dialog.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { ApiError } from '#lib/client/api-error.ts'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { createEndpoint } from './api/endpoints.ts'
import { SecretDialog } from './secret-dialog.tsx'

export function EndpointDialog({ onClose }: { onClose(): void }) {
  const { t } = useLingui()
  const words = useErrorWords()
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
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  const problem = (path: string) => (create.error instanceof ApiError ? create.error.at(path) : undefined)
  if (secret !== null) return <SecretDialog title={t`The signing secret`} secret={secret} onClose={onClose} />
  return (
    <Dialog open title={t`Add an endpoint`} onClose={onClose} closeLabel={t`Close`}>
      <form onSubmit={submit}>
        <Stack gap="m">
          <TextField
            label={t`URL`}
            type="url"
            value={url}
            onChange={setUrl}
            error={problem('url')}
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
            error={problem('eventTypes')}
            code
            required
          />
          <TextField label={t`Description`} value={description} onChange={setDescription} />
          {create.error && <Notice tone="danger">{words(create.error).message}</Notice>}
          <Row justify="end" gap="s">
            <Button tone="ghost" onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" tone="primary" busy={create.isPending}>
              <Trans>Add</Trans>
            </Button>
          </Row>
        </Stack>
      </form>
    </Dialog>
  )
}
