import { Button, TextLink } from '@dawk/ui/controls/button.tsx'
import { PasswordField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { api, take } from '#lib/client/client.ts'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'

interface PasswordFormProps {
  onSignedIn(): void
  /** The person has a second factor: it is asked for next. */
  onChallenge(challenge: string): void
}

export function PasswordForm({ onSignedIn, onChallenge }: PasswordFormProps) {
  const { t } = useLingui()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const words = useErrorWords()
  const signIn = useAction({
    run: (body: { email: string; password: string }) => take(api.POST('/session', { body })),
    quiet: true,
    onDone: (reply) => ('challenge' in reply ? onChallenge(reply.challenge) : onSignedIn()),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate({ email, password })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="m">
        <TextField
          label={t`E-mail address`}
          type="email"
          value={email}
          onChange={setEmail}
          autoComplete="username"
          required
          autoFocus
        />
        <PasswordField label={t`Password`} value={password} onChange={setPassword} required />
        {signIn.error && <Notice tone="danger">{words(signIn.error).message}</Notice>}
        <Button type="submit" tone="primary" full busy={signIn.isPending}>
          <Trans>Sign in</Trans>
        </Button>
        <TextLink href="/reset-password">
          <Trans>I have forgotten my password</Trans>
        </TextLink>
      </Stack>
    </form>
  )
}
