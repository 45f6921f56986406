import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { PagedTable } from '#lib/data/paged-table.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment, formatMoney } from '#lib/format.ts'
import { type TopUp, topUpsQuery } from './api/top-ups.ts'
import { TopUpPanel } from './top-up-panel.tsx'

/** Every payment into the wallet; each leads to what became of it, and to its refund. */
export function TopUps() {
  const { t } = useLingui()
  const [open, setOpen] = useState<string | null>(null)
  const pages = usePages<TopUp>(topUpsQuery)
  const names = useStateNames()
  if (pages.rows.length === 0) return null
  return (
    <Stack gap="s">
      <Heading level={2}>
        <Trans>Payments</Trans>
      </Heading>
      <PagedTable
        pages={pages}
        label={t`Payments`}
        onOpen={({ id }) => setOpen(id)}
        columns={[
          { head: t`State`, cell: ({ state }) => <Text strong>{names[state]}</Text> },
          { head: t`Provider`, cell: ({ provider }) => (provider === 'stripe' ? 'Stripe' : 'Razorpay') },
          { head: t`When`, cell: ({ createdAt }) => formatMoment(createdAt) },
          { head: t`Charged`, cell: ({ total, currency }) => formatMoney(total, currency), end: true },
          { head: t`Amount`, cell: ({ amount, currency }) => formatMoney(amount, currency), end: true },
        ]}
      />
      {open !== null && <TopUpPanel id={open} onClose={() => setOpen(null)} />}
    </Stack>
  )
}

function useStateNames(): Record<TopUp['state'], string> {
  const { t } = useLingui()
  return {
    creating: t`Being prepared`,
    requires_payment: t`Not paid yet`,
    paid: t`Paid`,
    expired: t`Never paid`,
  }
}
