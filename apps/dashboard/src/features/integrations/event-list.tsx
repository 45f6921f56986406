import { Button } from '@dawk/ui/controls/button.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { ViewBar } from '@dawk/ui/data/tabs.tsx'
import { RefreshIcon } from '@dawk/ui/icons.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Badge, Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { type Incoming, type IncomingState, incomingQuery, replayEvents } from './api/incoming.ts'
import { EventPanel } from './event-panel.tsx'
import { stateTones, useIncomingStates, useReasons } from './event-words.ts'

const replayable = ['skipped', 'unmapped', 'failed'] as const

/** What came in, with what became of it and why. */
export function EventList({ sourceId }: { sourceId: string }) {
  const { t } = useLingui()
  const may = useMay()
  const states = useIncomingStates()
  const reasonOf = useReasons()
  const [state, setState] = useState<IncomingState | 'all'>('all')
  const [open, setOpen] = useState<string | null>(null)
  const { rows, isPending, hasNextPage, readMore } = usePages<Incoming>(
    incomingQuery(sourceId, state === 'all' ? null : state),
  )
  const again = replayable.find((one) => one === state)
  const replay = useAction({
    run: () => replayEvents(sourceId, again ?? 'failed'),
    done: t`They are acted upon again`,
    refresh: [['event-source', sourceId]],
  })
  return (
    <Stack gap="m">
      <Row gap="s" justify="between" wrap>
        <ViewBar<IncomingState | 'all'>
          label={t`State`}
          value={state}
          tabs={[
            { value: 'all', label: t`All` },
            ...(['applied', 'skipped', 'unmapped', 'waiting', 'failed'] as const).map((value) => ({
              value,
              label: states[value],
            })),
          ]}
          onChange={setState}
        />
        {again && rows.length > 0 && may('integrations:write') && (
          <Button size="small" icon={<RefreshIcon />} busy={replay.isPending} onClick={() => replay.mutate()}>
            <Trans>Act upon all of them again</Trans>
          </Button>
        )}
      </Row>
      {isPending && <Skeleton rows={5} label={t`Loading`} />}
      {!isPending && rows.length === 0 && (
        <Empty title={t`Nothing came in`}>
          <Trans>Send a first event to the address above. It shows up here, and the mapping learns from it.</Trans>
        </Empty>
      )}
      {rows.length > 0 && (
        <Table
          label={t`Events`}
          items={rows}
          keyOf={({ id }) => id}
          onOpen={({ id }) => setOpen(id)}
          columns={[
            { head: t`Received`, cell: ({ receivedAt }) => formatMoment(receivedAt) },
            { head: t`Kind`, cell: ({ type }) => type ?? '' },
            {
              head: t`State`,
              cell: (event) => <Badge tone={stateTones[event.state]}>{states[event.state]}</Badge>,
            },
            {
              head: t`Reason`,
              cell: ({ reason }) => reason !== null && <Text tone="secondary">{reasonOf(reason)}</Text>,
            },
            { head: t`Came again`, cell: ({ duplicates }) => (duplicates === 0 ? '' : duplicates.toLocaleString()) },
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
      {open !== null && <EventPanel sourceId={sourceId} eventId={open} onClose={() => setOpen(null)} />}
    </Stack>
  )
}
