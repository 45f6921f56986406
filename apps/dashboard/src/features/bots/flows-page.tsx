import { Button } from '@dawk/ui/controls/button.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { ViewBar } from '@dawk/ui/data/tabs.tsx'
import { PlusIcon } from '@dawk/ui/icons.tsx'
import { Row } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { type FlowSummary, flowsQuery } from './api/flows.ts'
import { FlowState } from './flow-state.tsx'
import { NewFlowDialog } from './new-flow-dialog.tsx'

/** Bots: flows that answer by themselves. */
export function FlowsPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const may = useMay()
  const [view, setView] = useState<'present' | 'archived'>('present')
  const [isMaking, setIsMaking] = useState(false)
  const { rows, isPending, hasNextPage, readMore } = usePages<FlowSummary>(flowsQuery(view === 'archived'))
  return (
    <Page
      title={t`Bots`}
      lead={<Trans>Flows that ask, branch, wait and hand over to people.</Trans>}
      actions={
        may('automations:write') && (
          <Button tone="primary" icon={<PlusIcon />} onClick={() => setIsMaking(true)}>
            <Trans>New flow</Trans>
          </Button>
        )
      }
    >
      <ViewBar<'present' | 'archived'>
        label={t`State`}
        value={view}
        tabs={[
          { value: 'present', label: t`In use` },
          { value: 'archived', label: t`Archived` },
        ]}
        onChange={setView}
      />
      {isPending && <Skeleton rows={5} label={t`Loading`} />}
      {!isPending && rows.length === 0 && <Empty title={t`There are no flows`} />}
      {rows.length > 0 && (
        <Table
          label={t`Flows`}
          items={rows}
          keyOf={({ id }) => id}
          onOpen={({ id }) => void navigate({ to: '/bots/$flowId', params: { flowId: id } })}
          columns={[
            { head: t`Name`, cell: ({ name }) => <Text strong>{name}</Text> },
            { head: t`State`, cell: (flow) => <FlowState flow={flow} /> },
            {
              head: t`Version`,
              cell: ({ liveVersion }) => (liveVersion === null ? '' : t`Version ${liveVersion}`),
            },
            { head: t`Folder`, cell: ({ folder }) => folder ?? '' },
            { head: t`Changed`, cell: ({ updatedAt }) => formatMoment(updatedAt) },
          ]}
        />
      )}
      {hasNextPage && (
        <Row justify="center">
          <Button onClick={readMore}>
            <Trans>Show more</Trans>
          </Button>
        </Row>
      )}
      {isMaking && <NewFlowDialog onClose={() => setIsMaking(false)} />}
    </Page>
  )
}
