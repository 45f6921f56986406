import { Button } from '@dawk/ui/controls/button.tsx'
import { PasswordField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Dialog } from '@dawk/ui/overlays/dialog.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { ApiError } from '#lib/client/api-error.ts'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { connectNumber } from './api/connect-number.ts'

interface ConnectDialogProps {
  onClose(): void
  onConnected(id: string): void
}

export function ConnectDialog({ onClose, onConnected }: ConnectDialogProps) {
  const { t } = useLingui()
  const [phoneNumberId, setPhoneNumberId] = useState('')
  const [accessToken, setAccessToken] = useState('')
  const [appSecret, setAppSecret] = useState('')
  const words = useErrorWords()
  const connect = useAction({
    run: () => connectNumber({ phoneNumberId, accessToken, ...(appSecret !== '' && { appSecret }) }),
    done: t`The number is connected`,
    refresh: [['numbers']],
    quiet: true,
    onDone: ({ id }) => onConnected(id),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    connect.mutate()
  }
  const problem = (path: string) => (connect.error instanceof ApiError ? connect.error.at(path) : undefined)
  return (
    <Dialog open title={t`Connect a number`} onClose={onClose} closeLabel={t`Close`}>
      <form onSubmit={submit}>
        <Stack gap="m">
          <TextField
            label={t`Phone number id`}
            hint={t`Meta’s id of the number: digits, from WhatsApp → API Setup.`}
            value={phoneNumberId}
            onChange={setPhoneNumberId}
            error={problem('phoneNumberId')}
            code
            required
          />
          <PasswordField
            label={t`Access token`}
            hint={t`Of a system user, so that it does not expire. It is stored encrypted and never shown again.`}
            value={accessToken}
            onChange={setAccessToken}
            error={problem('accessToken')}
            autoComplete="off"
            required
          />
          <PasswordField
            label={t`App secret`}
            hint={t`Only where the number’s webhooks come from a Meta app of your own.`}
            value={appSecret}
            onChange={setAppSecret}
            error={problem('appSecret')}
            autoComplete="off"
          />
          {connect.error && <Notice tone="danger">{words(connect.error).message}</Notice>}
          <Row justify="end" gap="s">
            <Button tone="ghost" onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" tone="primary" busy={connect.isPending}>
              <Trans>Connect</Trans>
            </Button>
          </Row>
        </Stack>
      </form>
    </Dialog>
  )
}
