import { Tabs } from '@dawk/ui/data/tabs.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMay } from '#lib/session/session.ts'
import { PolicyPanel } from './policy-panel.tsx'
import { SuppressionList } from './suppression-list.tsx'
import { TopicList } from './topic-list.tsx'

type Tab = 'policy' | 'suppressions' | 'topics'

/** What holds for every send beside what people said: rules, people who are never written to, and topics. */
export function ConsentPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const may = useMay()
  const { tab } = useSearch({ from: '/signed-in/consent' })
  const tabs: { value: Tab; label: string }[] = [
    ...(may('account:read') ? [{ value: 'policy' as const, label: t`Rules` }] : []),
    { value: 'suppressions', label: t`Suppressions` },
    { value: 'topics', label: t`Topics` },
  ]
  const shown = tabs.find(({ value }) => value === tab)?.value ?? tabs[0]?.value ?? 'suppressions'
  return (
    <Page title={t`Consent`} lead={<Trans>Who may be sent what, and when.</Trans>}>
      <Tabs
        label={t`Consent`}
        value={shown}
        tabs={tabs}
        onChange={(value) => void navigate({ to: '/consent', search: { tab: value }, replace: true })}
      >
        {shown === 'policy' && <PolicyPanel />}
        {shown === 'suppressions' && <SuppressionList />}
        {shown === 'topics' && <TopicList />}
      </Tabs>
    </Page>
  )
}
