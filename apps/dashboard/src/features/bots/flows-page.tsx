import { Button } from '@dawk/ui/controls/button.tsx'
import { ViewBar } from '@dawk/ui/data/tabs.tsx'
import { PlusIcon } from '@dawk/ui/icons.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Empty } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { PagedTable } from '#lib/data/paged-table.tsx'
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
  const pages = usePages<FlowSummary>(flowsQuery(view === 'archived'))
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
      <PagedTable
        pages={pages}
        empty={<Empty title={t`There are no flows`} />}
        label={t`Flows`}
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
      {isMaking && <NewFlowDialog onClose={() => setIsMaking(false)} />}
    </Page>
  )
}
