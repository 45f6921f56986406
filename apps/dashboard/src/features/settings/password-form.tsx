import { Button } from '@dawk/ui/controls/button.tsx'
import { PasswordField } from '@dawk/ui/controls/fields.tsx'
import { Box, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { changePassword } from './api/two-factor.ts'

export function PasswordForm() {
  const { t } = useLingui()
  const words = useErrorWords()
  const [currentPassword, setCurrent] = useState('')
  const [newPassword, setNew] = useState('')
  const change = useAction({
    run: () => changePassword({ currentPassword, newPassword }),
    done: t`The password is changed; your other sessions have ended`,
    refresh: [['sessions']],
    quiet: true,
    onDone: () => {
      setCurrent('')
      setNew('')
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate()
  }
  return (
    <Box width="narrow">
      <form onSubmit={submit}>
        <Stack gap="m">
          <PasswordField label={t`Present password`} value={currentPassword} onChange={setCurrent} required />
          <PasswordField
            label={t`New password`}
            hint={t`12 characters or more.`}
            value={newPassword}
            onChange={setNew}
            autoComplete="new-password"
            required
          />
          {change.error && <Notice tone="danger">{words(change.error).detail || words(change.error).message}</Notice>}
          <Row justify="end">
            <Button type="submit" busy={change.isPending}>
              <Trans>Change the password</Trans>
            </Button>
          </Row>
        </Stack>
      </form>
    </Box>
  )
}
