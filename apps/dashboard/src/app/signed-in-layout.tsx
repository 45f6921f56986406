import { Shell } from '@dawk/ui/shell/shell.tsx'
import { useLingui } from '@lingui/react/macro'
import { Outlet } from '@tanstack/react-router'
import { useSession } from '#lib/session/session.ts'
import { Stream } from '#lib/stream/stream.tsx'
import { RailFoot, RailLinks } from './rail.tsx'
import { SessionWatch } from './session-watch.tsx'

/** The frame around every page of somebody who has signed in. */
export function SignedInLayout() {
  const { t } = useLingui()
  const { account } = useSession()
  return (
    <Stream>
      <Shell
        brand={account.name}
        navLabel={t`Rooms`}
        skipLabel={t`Skip to the content`}
        nav={<RailLinks />}
        foot={<RailFoot />}
      >
        <SessionWatch />
        <Outlet />
      </Shell>
    </Stream>
  )
}
