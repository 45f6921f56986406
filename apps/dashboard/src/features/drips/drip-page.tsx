import { Tabs } from '@dawk/ui/data/tabs.tsx'
import { Row } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMay } from '#lib/session/session.ts'
import { dripQuery } from './api/drips.ts'
import { DripActions } from './drip-actions.tsx'
import { DripFigures } from './drip-figures.tsx'
import { DripForm } from './drip-form.tsx'
import { DripState } from './drip-state.tsx'
import { DripPeople } from './people/drip-people.tsx'

type Tab = 'figures' | 'people' | 'edit'

/** One drip: what became of people, who is in it, and its draft. */
export function DripPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { dripId } = useParams({ from: '/signed-in/drips/$dripId' })
  const { tab: tabName } = useSearch({ from: '/signed-in/drips/$dripId' })
  const { data: drip } = useSuspenseQuery(dripQuery(dripId))
  const mayWrite = useMay()('automations:write')
  const tabs = [
    { value: 'figures', label: t`Figures` },
    { value: 'people', label: t`People` },
    ...(mayWrite && drip.state !== 'archived' ? [{ value: 'edit', label: t`Draft` } as const] : []),
  ] as const satisfies readonly { value: Tab; label: string }[]
  const tab =
    tabs.find(({ value }) => value === tabName)?.value ?? (drip.version === 0 ? tabs.at(-1)?.value : 'figures')
  return (
    <Page
      title={drip.name}
      lead={
        <Row as="span" gap="s">
          <DripState state={drip.state} />
          {drip.version > 0 && (
            <Text as="span" tone="secondary">
              <Trans>Version {drip.version}</Trans>
            </Text>
          )}
        </Row>
      }
      actions={mayWrite && <DripActions drip={drip} />}
    >
      {drip.hasUnpublishedChanges && drip.version > 0 && drip.state !== 'archived' && (
        <Notice>
          <Trans>The draft differs from the version that new people enter.</Trans>
        </Notice>
      )}
      <Tabs
        label={t`Parts of the drip`}
        value={tab ?? 'figures'}
        tabs={tabs}
        onChange={(next) =>
          void navigate({ to: '/drips/$dripId', params: { dripId }, search: { tab: next }, replace: true })
        }
      >
        {tab === 'edit' ? (
          <DripForm key={drip.id} drip={drip} onSaved={() => {}} />
        ) : tab === 'people' ? (
          <DripPeople drip={drip} />
        ) : (
          <DripFigures drip={drip} />
        )}
      </Tabs>
    </Page>
  )
}
