import { Button } from '@dawk/ui/controls/button.tsx'
import { SelectField, SwitchField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Dialog } from '@dawk/ui/overlays/dialog.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { useSession } from '#lib/session/session.ts'
import { createApiKey } from './api/api-keys.ts'
import { SecretDialog } from './secret-dialog.tsx'

type Purpose = 'send' | 'read' | 'all'

/** A key can do no more than who makes it. */
export function KeyDialog({ onClose }: { onClose(): void }) {
  const { t } = useLingui()
  const { scopes } = useSession()
  const words = useErrorWords()
  const [name, setName] = useState('')
  const [purpose, setPurpose] = useState<Purpose>('send')
  const [test, setTest] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const sending = ['messages:write', 'messages:read', 'media:write', 'media:read', 'templates:read']
  const granted: Record<Purpose, string[]> = {
    send: sending.filter((scope) => scopes.includes(scope)),
    read: scopes.filter((scope) => scope.endsWith(':read')),
    all: [...scopes],
  }
  const create = useAction({
    run: () => createApiKey({ name, scopes: granted[purpose], test }),
    refresh: [['api-keys']],
    quiet: true,
    onDone: (made) => setSecret(made.secret),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  if (secret !== null) return <SecretDialog title={t`The new key`} secret={secret} onClose={onClose} />
  return (
    <Dialog open title={t`New API key`} onClose={onClose} closeLabel={t`Close`}>
      <form onSubmit={submit}>
        <Stack gap="m">
          <TextField label={t`Name`} hint={t`What uses it.`} value={name} onChange={setName} required autoFocus />
          <SelectField<Purpose>
            label={t`What it may do`}
            hint={granted[purpose].join(', ')}
            value={purpose}
            options={[
              { value: 'send', label: t`Send messages` },
              { value: 'read', label: t`Read everything` },
              { value: 'all', label: t`All that I may do` },
            ]}
            onChange={setPurpose}
          />
          <SwitchField
            label={t`Test key`}
            hint={t`It reaches the sandbox number alone, and costs nothing.`}
            checked={test}
            onChange={setTest}
          />
          {create.error && <Notice tone="danger">{words(create.error).message}</Notice>}
          <Row justify="end" gap="s">
            <Button tone="ghost" onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" tone="primary" busy={create.isPending}>
              <Trans>Create</Trans>
            </Button>
          </Row>
        </Stack>
      </form>
    </Dialog>
  )
}
