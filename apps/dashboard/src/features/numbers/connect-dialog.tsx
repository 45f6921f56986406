import { PasswordField, TextField } from '@dawk/ui/controls/fields.tsx'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import { problemAt } from '#lib/client/api-error.ts'
import { useAction } from '#lib/client/use-action.ts'
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
  const connect = useAction({
    run: () => connectNumber({ phoneNumberId, accessToken, ...(appSecret !== '' && { appSecret }) }),
    done: t`The number is connected`,
    refresh: [['numbers']],
    quiet: true,
    onDone: ({ id }) => onConnected(id),
  })
  return (
    <ActionDialog title={t`Connect a number`} submit={t`Connect`} action={connect} onClose={onClose}>
      <TextField
        label={t`Phone number id`}
        hint={t`Meta’s id of the number: digits, from WhatsApp → API Setup.`}
        value={phoneNumberId}
        onChange={setPhoneNumberId}
        error={problemAt(connect.error, 'phoneNumberId')}
        code
        required
      />
      <PasswordField
        label={t`Access token`}
        hint={t`Of a system user, so that it does not expire. It is stored encrypted and never shown again.`}
        value={accessToken}
        onChange={setAccessToken}
        error={problemAt(connect.error, 'accessToken')}
        autoComplete="off"
        required
      />
      <PasswordField
        label={t`App secret`}
        hint={t`Only where the number’s webhooks come from a Meta app of your own.`}
        value={appSecret}
        onChange={setAppSecret}
        error={problemAt(connect.error, 'appSecret')}
        autoComplete="off"
      />
    </ActionDialog>
  )
}
