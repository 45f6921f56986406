import { ButtonLink } from '@dawk/ui/controls/button.tsx'
import { Tabs } from '@dawk/ui/data/tabs.tsx'
import { OpenIcon } from '@dawk/ui/icons.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMay } from '#lib/session/session.ts'
import { AuditLog } from './audit-log.tsx'
import { EndpointList } from './endpoint-list.tsx'
import { EventLog } from './event-log.tsx'
import { KeyList } from './key-list.tsx'

/** What programs need: keys, webhooks, and what happened. */
export function DevelopersPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const may = useMay()
  const { tab } = useSearch({ from: '/signed-in/developers' })
  const tabs = [
    { value: 'keys', label: t`API keys`, scope: 'keys:read', content: <KeyList /> },
    { value: 'webhooks', label: t`Webhooks`, scope: 'webhooks:read', content: <EndpointList /> },
    { value: 'events', label: t`Events`, scope: 'events:read', content: <EventLog /> },
    { value: 'audit', label: t`Audit log`, scope: 'audit:read', content: <AuditLog /> },
  ].filter(({ scope }) => may(scope))
  const chosen = tabs.find(({ value }) => value === tab) ?? tabs[0]
  return (
    <Page
      title={t`Developers`}
      lead={<Trans>Everything here can also be done by the API.</Trans>}
      actions={
        <ButtonLink href="/docs" icon={<OpenIcon />} external>
          <Trans>API explorer</Trans>
        </ButtonLink>
      }
    >
      {chosen && (
        <Tabs
          label={t`Parts`}
          value={chosen.value}
          tabs={tabs}
          onChange={(value) => void navigate({ to: '/developers', search: { tab: value }, replace: true })}
        >
          {chosen.content}
        </Tabs>
      )}
    </Page>
  )
}
