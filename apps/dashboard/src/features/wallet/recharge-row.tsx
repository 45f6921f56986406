import { Button } from '@dawk/ui/controls/button.tsx'
import { Row } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoney } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { type Recharge, rechargeQuery } from './api/recharge.ts'
import { topUpOptionsQuery } from './api/top-ups.ts'
import { RechargeDialog } from './recharge-dialog.tsx'

/** Whether the wallet fills itself. Where no payment provider is set up there is nothing to fill it from. */
export function RechargeRow({ currency }: { currency: string }) {
  const may = useMay()
  const { data: options = [] } = useQuery(topUpOptionsQuery)
  const { data: recharges = [] } = useQuery(rechargeQuery)
  const [editing, setEditing] = useState(false)
  const set = recharges.find((one) => one.currency === currency) ?? null
  if (options.length === 0) return null
  return (
    <Row gap="s" justify="between">
      <Text size="s" tone={set?.stoppedReason ? 'danger' : 'secondary'}>
        <State set={set} />
      </Text>
      {may('wallet:write') && (
        <Button onClick={() => setEditing(true)}>
          <Trans>Fill by itself</Trans>
        </Button>
      )}
      {editing && <RechargeDialog currency={currency} set={set} onClose={() => setEditing(false)} />}
    </Row>
  )
}

function State({ set }: { set: Recharge | null }) {
  if (set?.stoppedReason === 'declined') return <Trans>Filling stopped: the bank declined twice.</Trans>
  if (set?.stoppedReason === 'method_removed') return <Trans>Filling stopped: its card was removed.</Trans>
  if (!set?.enabled) return <Trans>The wallet does not fill itself.</Trans>
  const [amount, below] = [formatMoney(set.amount, set.currency), formatMoney(set.below, set.currency)]
  return (
    <Trans>
      Filled by {amount} below {below}.
    </Trans>
  )
}
