import { Columns } from '@dawk/ui/data/columns.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { ViewBar } from '@dawk/ui/data/tabs.tsx'
import { Box, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading } from '@dawk/ui/layout/text.tsx'
import { Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatCount, formatMoment, formatShortDay } from '#lib/format.ts'
import { type Figures, figuresQuery, type Span } from './api/figures.ts'
import { spansOf } from './api/spans.ts'

type Asked = Span & { timeZone: string; granularity: 'hour' | 'day' }
type Counts = Pick<Figures, 'accepted' | 'waiting' | 'sent' | 'delivered' | 'read' | 'failed' | 'canceled' | 'received'>

/** Messages sent over time, as a chart or as its table. */
export function MessageChart({ asked }: { asked: Asked }) {
  const { t } = useLingui()
  const [view, setView] = useState<'chart' | 'table'>('chart')
  const { data: rows, isPending } = useQuery(figuresQuery(asked))
  return (
    <Box surface="card" padding="m">
      <Stack gap="m">
        <Row gap="m" justify="between" wrap>
          <Heading>
            {asked.granularity === 'hour' ? <Trans>Sent messages by hour</Trans> : <Trans>Sent messages by day</Trans>}
          </Heading>
          <ViewBar<'chart' | 'table'>
            label={t`View`}
            value={view}
            tabs={[
              { value: 'chart', label: t`Chart` },
              { value: 'table', label: t`Table` },
            ]}
            onChange={setView}
          />
        </Row>
        {isPending && <Skeleton rows={5} label={t`Loading`} />}
        {rows && view === 'chart' && <Chart rows={rows} asked={asked} />}
        {rows && view === 'table' && <SpanTable rows={rows} asked={asked} />}
      </Stack>
    </Box>
  )
}

const momentOf = ({ granularity }: Asked, start: string) =>
  granularity === 'hour' ? formatMoment(start) : formatShortDay(start)

function Chart({ rows, asked }: { rows: readonly Figures[]; asked: Asked }) {
  const { t } = useLingui()
  const spans = spansOf(rows, asked)
  const total = (pick: (row: Counts) => number) => formatCount(rows.reduce((all, row) => all + pick(row), 0))
  const partsOf = ({ read, delivered, sent, failed, waiting, canceled }: Counts) => [
    read,
    delivered - read,
    sent - delivered,
    failed,
    waiting + canceled,
  ]
  const [read, delivered, failed] = [
    total((row) => row.read),
    total((row) => row.delivered),
    total((row) => row.failed),
  ]
  const most = Math.max(0, ...rows.map(({ accepted }) => accepted))
  const shown = (start: string, row: Counts) => {
    const [moment, count] = [momentOf(asked, start), formatCount(row.accepted)]
    return t`${moment}: ${count} messages`
  }
  return (
    <Columns
      label={t`Delivered ${delivered}, of them read ${read}; failed ${failed}. The table has every figure.`}
      series={[
        { name: t`Read`, tone: 'strong' },
        { name: t`Delivered, not read`, tone: 'medium' },
        { name: t`Sent, not delivered`, tone: 'soft' },
        { name: t`Failed`, tone: 'danger' },
        { name: t`Waiting or canceled`, tone: 'neutral' },
      ]}
      columns={spans.map(({ start, row }) => ({ key: start, title: shown(start, row), parts: partsOf(row) }))}
      first={momentOf(asked, spans[0]?.start ?? asked.from)}
      last={momentOf(asked, spans.at(-1)?.start ?? asked.to)}
      most={formatCount(most)}
    />
  )
}

function SpanTable({ rows, asked }: { rows: readonly Figures[]; asked: Asked }) {
  const { t } = useLingui()
  return (
    <Table
      label={t`Messages over time`}
      items={rows.toReversed()}
      figures
      keyOf={({ start }) => start}
      columns={[
        { head: t`When`, cell: ({ start }) => momentOf(asked, start) },
        { head: t`Accepted`, cell: ({ accepted }) => formatCount(accepted), end: true },
        { head: t`Sent`, cell: ({ sent }) => formatCount(sent), end: true },
        { head: t`Delivered`, cell: ({ delivered }) => formatCount(delivered), end: true },
        { head: t`Read`, cell: ({ read }) => formatCount(read), end: true },
        { head: t`Failed`, cell: ({ failed }) => formatCount(failed), end: true },
        { head: t`Received`, cell: ({ received }) => formatCount(received), end: true },
      ]}
    />
  )
}
