import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Empty } from '@dawk/ui/overlays/feedback.tsx'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { PagedTable } from '#lib/data/paged-table.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment, formatMoney } from '#lib/format.ts'
import { type Transaction, transactionsQuery } from './api/transactions.ts'
import { CostPanel } from './cost-panel.tsx'

/** Every movement of the wallet; that of a message leads to what it cost, line by line. */
export function Statement() {
  const { t } = useLingui()
  const [open, setOpen] = useState<string | null>(null)
  const pages = usePages<Transaction>(transactionsQuery)
  const names = useKindNames()
  return (
    <Stack gap="m">
      <PagedTable
        pages={pages}
        empty={<Empty title={t`Nothing has moved yet`} />}
        label={t`Statement`}
        onOpen={({ messageId }) => setOpen(messageId)}
        columns={[
          { head: t`What`, cell: ({ kind }) => <Text strong>{names[kind]}</Text> },
          { head: t`Reference`, cell: ({ reference }) => <Text tone="secondary">{reference}</Text> },
          { head: t`When`, cell: ({ createdAt }) => formatMoment(createdAt) },
          { head: t`Amount`, cell: ({ amount, currency }) => formatMoney(amount, currency), end: true },
          { head: t`Balance`, cell: ({ balanceAfter, currency }) => formatMoney(balanceAfter, currency), end: true },
        ]}
      />
      {open !== null && <CostPanel messageId={open} onClose={() => setOpen(null)} />}
    </Stack>
  )
}

function useKindNames(): Record<Transaction['kind'], string> {
  const { t } = useLingui()
  return {
    top_up: t`Payment`,
    promo_grant: t`Promotional credit`,
    promo_expired: t`Promotional credit ended`,
    adjustment: t`Correction`,
    capture: t`Message`,
    late_capture: t`Message, reported late`,
    refund: t`Refund of a message`,
    credit_note: t`Credit note`,
    refund_requested: t`Refund of a payment`,
    refund_sent: t`Refund was sent`,
    refund_returned: t`Refund came back`,
    dispute_opened: t`Payment disputed`,
    dispute_won: t`Dispute won`,
    dispute_lost: t`Dispute lost`,
    partner_transfer: t`Transfer of the partner`,
    pool_draw: t`Drawn from the partner`,
  }
}
