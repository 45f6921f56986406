import {
  BotIcon,
  ChartIcon,
  CodeIcon,
  DripIcon,
  HomeIcon,
  ImportIcon,
  InboxIcon,
  PeopleIcon,
  PhoneIcon,
  PlugIcon,
  SegmentIcon,
  SendIcon,
  SettingsIcon,
  ShieldIcon,
  SignOutIcon,
  TeamIcon,
  TemplateIcon,
  WalletIcon,
} from '@dawk/ui/icons.tsx'
import { RailButton, RailContent, railItemClass } from '@dawk/ui/shell/shell.tsx'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMay } from '#lib/session/session.ts'
import { useSignOut } from '#lib/session/use-sign-out.ts'

interface Room {
  to:
    | '/'
    | '/inbox'
    | '/contacts'
    | '/segments'
    | '/consent'
    | '/imports'
    | '/templates'
    | '/campaigns'
    | '/drips'
    | '/bots'
    | '/analytics'
    | '/integrations'
    | '/numbers'
    | '/wallet'
    | '/developers'
    | '/team'
    | '/settings'
  label: string
  icon: ReactNode
  /** Any of these opens it; none: everybody. */
  scopes: readonly string[]
}

/** The rooms that the role opens. */
export function RailLinks() {
  const may = useMay()
  return useRooms()
    .filter(({ scopes }) => scopes.length === 0 || scopes.some(may))
    .map(({ to, label, icon }) => (
      <Link
        key={to}
        to={to}
        className={railItemClass}
        title={label}
        aria-label={label}
        activeOptions={{ exact: to === '/', includeSearch: false }}
      >
        <RailContent icon={icon} label={label} />
      </Link>
    ))
}

function useRooms(): Room[] {
  const { t } = useLingui()
  return [
    { to: '/', label: t`Home`, icon: <HomeIcon />, scopes: [] },
    { to: '/inbox', label: t`Inbox`, icon: <InboxIcon />, scopes: ['conversations:read'] },
    { to: '/contacts', label: t`Contacts`, icon: <PeopleIcon />, scopes: ['contacts:read'] },
    { to: '/segments', label: t`Segments`, icon: <SegmentIcon />, scopes: ['contacts:read'] },
    { to: '/consent', label: t`Consent`, icon: <ShieldIcon />, scopes: ['contacts:read'] },
    { to: '/imports', label: t`Imports`, icon: <ImportIcon />, scopes: ['contacts:read'] },
    { to: '/templates', label: t`Templates`, icon: <TemplateIcon />, scopes: ['templates:read'] },
    { to: '/campaigns', label: t`Campaigns`, icon: <SendIcon />, scopes: ['campaigns:read'] },
    { to: '/drips', label: t`Drips`, icon: <DripIcon />, scopes: ['automations:read'] },
    { to: '/bots', label: t`Bots`, icon: <BotIcon />, scopes: ['automations:read'] },
    { to: '/analytics', label: t`Analytics`, icon: <ChartIcon />, scopes: ['analytics:read'] },
    { to: '/integrations', label: t`Integrations`, icon: <PlugIcon />, scopes: ['integrations:read'] },
    { to: '/numbers', label: t`Numbers`, icon: <PhoneIcon />, scopes: ['numbers:read'] },
    { to: '/wallet', label: t`Wallet`, icon: <WalletIcon />, scopes: ['wallet:read'] },
    {
      to: '/developers',
      label: t`Developers`,
      icon: <CodeIcon />,
      scopes: ['keys:read', 'webhooks:read', 'events:read', 'audit:read'],
    },
    { to: '/team', label: t`Team`, icon: <TeamIcon />, scopes: ['members:read'] },
    { to: '/settings', label: t`Settings`, icon: <SettingsIcon />, scopes: [] },
  ]
}

export function RailFoot() {
  const { t } = useLingui()
  const signOut = useSignOut()
  return <RailButton icon={<SignOutIcon />} label={t`Sign out`} onClick={() => void signOut()} />
}
