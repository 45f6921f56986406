import { Button } from '@dawk/ui/controls/button.tsx'
import { ViewBar } from '@dawk/ui/data/tabs.tsx'
import { PlusIcon } from '@dawk/ui/icons.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Empty } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { PagedTable } from '#lib/data/paged-table.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import type { Flow } from '../api/flows.ts'
import { type FlowSession, type SessionState, sessionsQuery } from '../api/sessions.ts'
import { useSessionStates } from '../bot-words.ts'
import { SessionPanel } from './session-panel.tsx'
import { StartDialog } from './start-dialog.tsx'

const shownStates = ['waiting', 'completed', 'handed_over', 'expired', 'failed', 'stopped'] as const

/** Conversations in the middle of the flow, and those that were. */
export function SessionList({ flow }: { flow: Flow }) {
  const { t } = useLingui()
  const states = useSessionStates()
  const mayWrite = useMay()('automations:write')
  const [state, setState] = useState<SessionState | 'all'>('all')
  const [open, setOpen] = useState<string | null>(null)
  const [isStarting, setIsStarting] = useState(false)
  const sessions = usePages<FlowSession>(sessionsQuery(flow.id, state === 'all' ? null : state))
  const mayStart = mayWrite && flow.liveVersion !== null && flow.enabled && flow.archivedAt === null
  return (
    <Stack gap="m">
      <Row justify="between" gap="s" wrap>
        <ViewBar<SessionState | 'all'>
          label={t`State`}
          value={state}
          tabs={[
            { value: 'all', label: t`All` },
            ...shownStates.map((value) => ({ value, label: states[value] ?? value })),
          ]}
          onChange={setState}
        />
        {mayStart && (
          <Button icon={<PlusIcon />} onClick={() => setIsStarting(true)}>
            <Trans>Start with somebody</Trans>
          </Button>
        )}
      </Row>
      <PagedTable
        pages={sessions}
        empty={<Empty title={t`Nobody is here`} />}
        label={t`Sessions`}
        onOpen={({ id }) => setOpen(id)}
        columns={[
          { head: t`Name`, cell: ({ contactName }) => <Text strong>{contactName ?? t`Without a name`}</Text> },
          { head: t`State`, cell: (one) => states[one.state] ?? one.state },
          { head: t`Node`, cell: ({ node }) => node },
          { head: t`Waits until`, cell: ({ waitsUntil }) => (waitsUntil === null ? '' : formatMoment(waitsUntil)) },
          { head: t`Started`, cell: ({ startedAt }) => formatMoment(startedAt) },
        ]}
      />
      {open !== null && <SessionPanel id={open} onClose={() => setOpen(null)} />}
      {isStarting && <StartDialog flowId={flow.id} onClose={() => setIsStarting(false)} />}
    </Stack>
  )
}
