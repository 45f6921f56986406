import { Button } from '@dawk/ui/controls/button.tsx'
import { Box } from '@dawk/ui/layout/layout.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import { whenSignedOut } from '#lib/client/client.ts'
import { useIsLive } from '#lib/stream/stream.tsx'

type Trouble = 'signed-out' | 'new-version' | 'offline'

/**
 * Says what the person should know and leaves what they are writing alone: the session has ended, a new version was put
 * in place, the line is down.
 */
export function SessionWatch() {
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  useEffect(() => {
    const say = (what: Trouble | null) => () => setTrouble(what)
    whenSignedOut(say('signed-out'))
    const listeners = { 'dawk:new-version': say('new-version'), offline: say('offline'), online: say(null) }
    for (const [name, listener] of Object.entries(listeners)) window.addEventListener(name, listener)
    return () => {
      for (const [name, listener] of Object.entries(listeners)) window.removeEventListener(name, listener)
    }
  }, [])
  const isLive = useIsLive()
  if (trouble === null && !isLive) return <Connecting />
  if (trouble === null) return null
  return (
    <Box padding="s">
      <Notice tone="warning" action={trouble !== 'offline' && <TroubleAction trouble={trouble} />}>
        {trouble === 'signed-out' && (
          <Trans>Your session has ended. What you have written here is kept; sign in again to send it.</Trans>
        )}
        {trouble === 'new-version' && <Trans>Dawk was updated. Reload to go on with the new version.</Trans>}
        {trouble === 'offline' && <Trans>You are offline. What you see may be out of date.</Trans>}
      </Notice>
    </Box>
  )
}

const Connecting = () => (
  <Box padding="s">
    <Notice tone="neutral">
      <Trans>Connecting again. Nothing is lost; lists are read every few seconds meanwhile.</Trans>
    </Notice>
  </Box>
)

function TroubleAction({ trouble }: { trouble: Trouble }) {
  const signInAgain = () =>
    location.assign(
      `/app/sign-in?next=${encodeURIComponent(location.pathname.replace(/^\/app/, '') + location.search)}`,
    )
  return trouble === 'signed-out' ? (
    <Button size="small" onClick={signInAgain}>
      <Trans>Sign in</Trans>
    </Button>
  ) : (
    <Button size="small" onClick={() => location.reload()}>
      <Trans>Reload</Trans>
    </Button>
  )
}
