import { Tabs } from '@dawk/ui/data/tabs.tsx'
import { Row } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMay } from '#lib/session/session.ts'
import { flowQuery } from './api/flows.ts'
import { FlowEditor } from './editor/flow-editor.tsx'
import { FlowActions } from './flow-actions.tsx'
import { FlowFigures } from './flow-figures.tsx'
import { FlowState } from './flow-state.tsx'
import { FlowVersions } from './flow-versions.tsx'
import { SessionList } from './sessions/session-list.tsx'

type Tab = 'edit' | 'sessions' | 'figures' | 'versions'

/** One flow: its draft, its conversations, its figures and its versions. */
export function FlowPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { flowId } = useParams({ from: '/signed-in/bots/$flowId' })
  const { tab: tabName } = useSearch({ from: '/signed-in/bots/$flowId' })
  const { data: flow } = useSuspenseQuery(flowQuery(flowId))
  const mayWrite = useMay()('automations:write')
  const tabs = [
    { value: 'edit', label: t`Draft` },
    { value: 'sessions', label: t`Sessions` },
    { value: 'figures', label: t`Figures` },
    { value: 'versions', label: t`Versions` },
  ] as const satisfies readonly { value: Tab; label: string }[]
  const tab = tabs.find(({ value }) => value === tabName)?.value ?? 'edit'
  return (
    <Page
      title={flow.name}
      wide={tab === 'edit'}
      lead={
        <Row as="span" gap="s">
          <FlowState flow={flow} />
          {flow.liveVersion !== null && (
            <Text as="span" tone="secondary">
              <Trans>Version {flow.liveVersion}</Trans>
            </Text>
          )}
        </Row>
      }
      actions={mayWrite && <FlowActions flow={flow} />}
    >
      {flow.disabledReason !== null && <Notice tone="warning">{flow.disabledReason}</Notice>}
      <Tabs<Tab>
        label={t`Parts of the flow`}
        value={tab}
        tabs={tabs}
        onChange={(next) =>
          void navigate({ to: '/bots/$flowId', params: { flowId }, search: { tab: next }, replace: true })
        }
      >
        {tab === 'edit' && <FlowEditor key={flow.id} flow={flow} />}
        {tab === 'sessions' && <SessionList flow={flow} />}
        {tab === 'figures' && <FlowFigures flow={flow} />}
        {tab === 'versions' && <FlowVersions flow={flow} />}
      </Tabs>
    </Page>
  )
}
