import { Button } from '@dawk/ui/controls/button.tsx'
import { Box, Grid, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Badge } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { formatMoney } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import type { Wallet } from './api/wallet.ts'
import { RechargeRow } from './recharge-row.tsx'
import { ThresholdDialog } from './threshold-dialog.tsx'

export function BalanceCard({ wallet }: { wallet: Wallet }) {
  const { t } = useLingui()
  const may = useMay()
  const [editing, setEditing] = useState(false)
  const { currency, available, paid, promo, held, creditLimit, crossed, thresholds } = wallet
  const figures = [
    [t`Paid`, paid],
    [t`Promotional`, promo],
    [t`Held for messages`, held],
    [t`Credit limit`, creditLimit],
  ] as const
  return (
    <Box surface="card" padding="m">
      <Stack gap="m">
        <Row gap="s" justify="between">
          <Text size="l" strong>
            {formatMoney(available, currency)}
          </Text>
          {crossed.includes('exhausted') ? (
            <Badge tone="danger">
              <Trans>nothing left</Trans>
            </Badge>
          ) : (
            crossed.length > 0 && (
              <Badge tone="warning">
                <Trans>low</Trans>
              </Badge>
            )
          )}
        </Row>
        <Grid cell="s">
          {figures.map(([label, amount]) => (
            <Stack key={label} gap="xs">
              <Text size="s" tone="secondary">
                {label}
              </Text>
              <Text>{formatMoney(amount, currency)}</Text>
            </Stack>
          ))}
        </Grid>
        <Row gap="s" justify="between">
          <Text size="s" tone="secondary">
            {thresholds[0] ? (
              <Trans>You are told below {formatMoney(thresholds[0].below, currency)}.</Trans>
            ) : (
              <Trans>You are told when nothing is left.</Trans>
            )}
          </Text>
          {may('wallet:write') && (
            <Button onClick={() => setEditing(true)}>
              <Trans>Low balance</Trans>
            </Button>
          )}
        </Row>
        <RechargeRow currency={currency} />
      </Stack>
      {editing && <ThresholdDialog wallet={wallet} onClose={() => setEditing(false)} />}
    </Box>
  )
}
