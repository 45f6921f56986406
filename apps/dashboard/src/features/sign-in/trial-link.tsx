import { Text } from '@dawk/ui/layout/text.tsx'
import { useToast } from '@dawk/ui/overlays/toasts.tsx'
import { Trans } from '@lingui/react/macro'
import { useEffect, useRef } from 'react'
import { api, take } from '#lib/client/client.ts'
import { useErrorWords } from '#lib/client/use-action.ts'

interface TrialLinkProps {
  token: string
  onSignedIn(): void
  onFailed(): void
}

/** Signs in by the link that the start of a trial prints; the token leaves the address bar at once. */
export function TrialLink({ token, onSignedIn, onFailed }: TrialLinkProps) {
  const toast = useToast()
  const words = useErrorWords()
  const wasRequested = useRef(false)
  useEffect(() => {
    if (wasRequested.current) return
    wasRequested.current = true
    history.replaceState(history.state, '', location.pathname + location.search)
    take(api.POST('/session/trial', { body: { token } })).then(onSignedIn, (error: unknown) => {
      toast({ tone: 'danger', ...words(error) })
      onFailed()
    })
  }, [token, onSignedIn, onFailed, toast, words])
  return (
    <Text tone="secondary">
      <Trans>Signing you in to the trial …</Trans>
    </Text>
  )
}
