import { Table } from '@dawk/ui/data/table.tsx'
import { Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoney } from '#lib/format.ts'
import { usageQuery } from './api/usage.ts'

const dayMs = 24 * 3600_000

/** The span stands for as long as the page is open, so that it is read once. */
function lastDays(days: number) {
  const now = Date.now()
  return { from: new Date(now - days * dayMs).toISOString(), to: new Date(now + dayMs).toISOString() }
}

/** What messages have cost, by market. */
export function Usage() {
  const { t } = useLingui()
  const [span] = useState(() => lastDays(30))
  const { data: rows, isPending } = useQuery(usageQuery('market', span))
  if (isPending) return <Skeleton rows={3} label={t`Loading`} />
  if (!rows || rows.length === 0) return <Empty title={t`No message was charged`} />
  return (
    <Table
      label={t`What messages have cost`}
      items={rows}
      keyOf={({ group, currency }) => `${group} ${currency}`}
      columns={[
        { head: t`Market`, cell: ({ group }) => group },
        { head: t`Messages`, cell: ({ messages }) => String(messages), end: true },
        { head: t`WhatsApp`, cell: ({ meta, currency }) => formatMoney(meta, currency), end: true },
        { head: t`Platform`, cell: ({ markup, fee, currency }) => formatMoney(sum(markup, fee), currency), end: true },
        { head: t`Charged`, cell: ({ charged, currency }) => formatMoney(charged, currency), end: true },
      ]}
    />
  )
}

/** Decimal strings of six places at most. */
function sum(a: string, b: string): string {
  const micros = Math.round(Number(a) * 1e6) + Math.round(Number(b) * 1e6)
  return String(micros / 1e6)
}
