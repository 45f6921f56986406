import { SelectField } from '@dawk/ui/controls/fields.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Empty, Notice, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { figuresQuery, type Span } from './api/figures.ts'
import { FailureCodes } from './failure-codes.tsx'
import { FigureCards } from './figure-cards.tsx'
import { GroupedFigures } from './grouped-figures.tsx'
import { MessageChart } from './message-chart.tsx'

const hourMs = 3_600_000
const ranges = { '24h': 24, '7d': 7 * 24, '30d': 30 * 24, '90d': 90 * 24 } as const
type Range = keyof typeof ranges

const spanOf = (range: Range): Span => {
  const now = Date.now()
  return { from: new Date(now - ranges[range] * hourMs).toISOString(), to: new Date(now).toISOString() }
}

/** What became of the messages of some time. */
export function AnalyticsPage() {
  const { t } = useLingui()
  const [chosen, choose] = useState(() => ({ range: '7d' as Range, span: spanOf('7d') }))
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const asked = { ...chosen.span, timeZone }
  const { data: rows, isPending, isError } = useQuery(figuresQuery({ ...asked, granularity: 'total' }))
  const total = rows?.[0]
  return (
    <Page
      wide
      title={t`Analytics`}
      lead={<Trans>What became of your messages, by when they were accepted or received.</Trans>}
      actions={
        <SelectField
          label={t`Period`}
          value={chosen.range}
          options={[
            { value: '24h', label: t`Last 24 hours` },
            { value: '7d', label: t`Last 7 days` },
            { value: '30d', label: t`Last 30 days` },
            { value: '90d', label: t`Last 90 days` },
          ]}
          onChange={(range) => choose({ range, span: spanOf(range) })}
        />
      }
    >
      {isPending && <Skeleton rows={6} label={t`Loading`} />}
      {isError && (
        <Notice tone="danger">
          <Trans>The figures could not be read. Try again in a moment.</Trans>
        </Notice>
      )}
      {rows && !total && (
        <Empty title={t`No messages in this period`}>
          <Trans>Choose a longer one, or send the first message.</Trans>
        </Empty>
      )}
      {total && (
        <Stack gap="l">
          <FigureCards total={total} />
          <MessageChart asked={{ ...asked, granularity: chosen.range === '24h' ? 'hour' : 'day' }} />
          <GroupedFigures asked={asked} />
          {total.failed > 0 && <FailureCodes asked={asked} />}
        </Stack>
      )}
    </Page>
  )
}
