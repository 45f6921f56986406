import { CopyText } from '@dawk/ui/data/code.tsx'
import { Tabs } from '@dawk/ui/data/tabs.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMay } from '#lib/session/session.ts'
import { ActionsForm } from './actions-form.tsx'
import { sourceQuery } from './api/sources.ts'
import { EventList } from './event-list.tsx'
import { SourceState } from './integrations-page.tsx'
import { MappingForm } from './mapping-form.tsx'
import { SourceSettings } from './source-settings.tsx'

type Tab = 'events' | 'mapping' | 'actions' | 'settings'

/** One event source: its address, what came in, what of it is what, and what follows. */
export function SourcePage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { sourceId } = useParams({ from: '/signed-in/integrations/sources/$sourceId' })
  const { tab: tabName } = useSearch({ from: '/signed-in/integrations/sources/$sourceId' })
  const { data: source } = useSuspenseQuery(sourceQuery(sourceId))
  const mayWrite = useMay()('integrations:write')
  const tabs = [
    { value: 'events', label: t`Events` },
    ...(mayWrite
      ? ([
          { value: 'mapping', label: t`Mapping` },
          { value: 'actions', label: t`Actions` },
          { value: 'settings', label: t`Settings` },
        ] as const)
      : []),
  ] as const satisfies readonly { value: Tab; label: string }[]
  const tab: Tab = tabs.find(({ value }) => value === tabName)?.value ?? 'events'
  return (
    <Page title={source.name} lead={<SourceState state={source.state} />}>
      <Stack gap="s">
        <Text size="s" tone="secondary">
          <Trans>Post events to this address:</Trans>
        </Text>
        <CopyText text={source.url} copyLabel={t`Copy`} copiedLabel={t`Copied`} />
      </Stack>
      <Tabs<Tab>
        label={t`Parts of the event source`}
        value={tab}
        tabs={tabs}
        onChange={(next) =>
          void navigate({
            to: '/integrations/sources/$sourceId',
            params: { sourceId },
            search: { tab: next },
            replace: true,
          })
        }
      >
        {tab === 'mapping' ? (
          <MappingForm key={source.id} source={source} />
        ) : tab === 'actions' ? (
          <ActionsForm key={source.id} source={source} />
        ) : tab === 'settings' ? (
          <SourceSettings source={source} />
        ) : (
          <EventList sourceId={source.id} />
        )}
      </Tabs>
    </Page>
  )
}
