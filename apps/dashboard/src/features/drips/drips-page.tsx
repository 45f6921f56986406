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
import { type Drip, dripsQuery, type DripState as State } from './api/drips.ts'
import { DripState } from './drip-state.tsx'
import { useDripStates } from './drip-words.ts'

/** Sequences that follow up by themselves. */
export function DripsPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const may = useMay()
  const states = useDripStates()
  const [state, setState] = useState<State | 'all'>('all')
  const pages = usePages<Drip>(dripsQuery(state === 'all' ? null : state))
  return (
    <Page
      title={t`Drips`}
      lead={<Trans>Messages that follow up by themselves, each person at their own time.</Trans>}
      actions={
        may('automations:write') && (
          <Button tone="primary" icon={<PlusIcon />} onClick={() => void navigate({ to: '/drips/new' })}>
            <Trans>New drip</Trans>
          </Button>
        )
      }
    >
      <ViewBar<State | 'all'>
        label={t`State`}
        value={state}
        tabs={[
          { value: 'all', label: t`All` },
          ...(['active', 'paused', 'draft', 'archived'] as const).map((value) => ({ value, label: states[value] })),
        ]}
        onChange={setState}
      />
      <PagedTable
        pages={pages}
        empty={<Empty title={t`There are no drips`} />}
        label={t`Drips`}
        onOpen={({ id }) => void navigate({ to: '/drips/$dripId', params: { dripId: id } })}
        columns={[
          { head: t`Name`, cell: ({ name }) => <Text strong>{name}</Text> },
          { head: t`State`, cell: (drip) => <DripState state={drip.state} /> },
          { head: t`Version`, cell: ({ version }) => (version === 0 ? '' : t`Version ${version}`) },
          { head: t`Steps`, cell: ({ steps }) => steps.length.toLocaleString() },
          { head: t`Changed`, cell: ({ updatedAt }) => formatMoment(updatedAt) },
        ]}
      />
    </Page>
  )
}
