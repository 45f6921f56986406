import { InboxIcon, PeopleIcon, SignOutIcon } from '@dawk/ui/icons.tsx'
import { RailButton, RailContent, railItemClass } from '@dawk/ui/shell/shell.tsx'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMay } from '#lib/session/session.ts'
import { useSignOut } from '#lib/session/use-sign-out.ts'

interface Room {
  to: '/inbox' | '/contacts'
  label: string
  icon: ReactNode
  scope: string
}

/** The rooms that the role opens. */
export function RailLinks() {
  const may = useMay()
  return useRooms()
    .filter(({ scope }) => may(scope))
    .map(({ to, label, icon }) => (
      <Link key={to} to={to} className={railItemClass} title={label} aria-label={label}>
        <RailContent icon={icon} label={label} />
      </Link>
    ))
}

function useRooms(): Room[] {
  const { t } = useLingui()
  return [
    { to: '/inbox', label: t`Inbox`, icon: <InboxIcon />, scope: 'conversations:read' },
    { to: '/contacts', label: t`Contacts`, icon: <PeopleIcon />, scope: 'contacts:read' },
  ]
}

export function RailFoot() {
  const { t } = useLingui()
  const signOut = useSignOut()
  return <RailButton icon={<SignOutIcon />} label={t`Sign out`} onClick={() => void signOut()} />
}
