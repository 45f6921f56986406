import { CenteredPanel } from '@dawk/ui/shell/shell.tsx'
import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { safeReturnPath } from '#lib/session/return-path.ts'
import { CodeForm } from './code-form.tsx'
import { PasswordForm } from './password-form.tsx'
import { TrialLink } from './trial-link.tsx'

/** Signs in with a password, then with a code where the person has a second factor; a trial's link does it alone. */
export function SignInPage() {
  const { t } = useLingui()
  const { next } = useSearch({ from: '/sign-in' })
  const client = useQueryClient()
  const [challenge, setChallenge] = useState<string | null>(null)
  const [trial, setTrial] = useState(() => new URLSearchParams(location.hash.slice(1)).get('trial'))
  const enter = () => {
    client.clear()
    location.replace(safeReturnPath(next))
  }
  return (
    <CenteredPanel title={t`Sign in to Dawk`}>
      {trial !== null && <TrialLink token={trial} onSignedIn={enter} onFailed={() => setTrial(null)} />}
      {trial === null && challenge === null && <PasswordForm onSignedIn={enter} onChallenge={setChallenge} />}
      {trial === null && challenge !== null && (
        <CodeForm challenge={challenge} onSignedIn={enter} onBack={() => setChallenge(null)} />
      )}
    </CenteredPanel>
  )
}
