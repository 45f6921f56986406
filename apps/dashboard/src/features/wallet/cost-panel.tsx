import { Table } from '@dawk/ui/data/table.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { SidePanel } from '@dawk/ui/overlays/dialog.tsx'
import { Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { formatMoney } from '#lib/format.ts'
import { costQuery } from './api/transactions.ts'

/** How the cost of a message came about. */
export function CostPanel({ messageId, onClose }: { messageId: string; onClose(): void }) {
  const { t } = useLingui()
  const { data: cost } = useQuery(costQuery(messageId))
  const price = cost?.price ?? cost?.quote
  return (
    <SidePanel open title={t`What this message cost`} onClose={onClose} closeLabel={t`Close`}>
      {!cost || !price ? (
        <Skeleton rows={4} label={t`Loading`} />
      ) : (
        <Stack gap="m">
          <Table
            label={t`What this message cost`}
            items={price.steps}
            keyOf={({ kind, label }) => `${kind} ${label}`}
            columns={[
              { head: t`What`, cell: ({ label }) => label },
              { head: t`Amount`, cell: ({ amount }) => formatMoney(amount, cost.currency), end: true },
            ]}
          />
          <Text size="s" tone="secondary">
            <Trans>
              {price.category} in {price.market}
            </Trans>
          </Text>
        </Stack>
      )}
    </SidePanel>
  )
}
