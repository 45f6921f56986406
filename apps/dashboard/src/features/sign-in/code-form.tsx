import { Button } from '@dawk/ui/controls/button.tsx'
import { TextField } from '@dawk/ui/controls/fields.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { api, take } from '#lib/client/client.ts'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'

interface CodeFormProps {
  challenge: string
  onSignedIn(): void
  onBack(): void
}

export function CodeForm({ challenge, onSignedIn, onBack }: CodeFormProps) {
  const { t } = useLingui()
  const [code, setCode] = useState('')
  const words = useErrorWords()
  const finish = useAction({
    run: (given: string) =>
      take(api.POST('/session/two-factor', { body: { challenge, code: given.replaceAll(' ', '') } })),
    quiet: true,
    onDone: onSignedIn,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    finish.mutate(code)
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="m">
        <TextField
          label={t`Code`}
          hint={t`Six digits from your authenticator, or a recovery code.`}
          value={code}
          onChange={setCode}
          autoComplete="one-time-code"
          code
          required
          autoFocus
        />
        {finish.error && <Notice tone="danger">{words(finish.error).message}</Notice>}
        <Button type="submit" tone="primary" full busy={finish.isPending}>
          <Trans>Sign in</Trans>
        </Button>
        <Button tone="ghost" full onClick={onBack}>
          <Trans>Back to the password</Trans>
        </Button>
      </Stack>
    </form>
  )
}
