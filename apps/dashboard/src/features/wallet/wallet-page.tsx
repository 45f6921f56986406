import { Button } from '@dawk/ui/controls/button.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading } from '@dawk/ui/layout/text.tsx'
import { Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '#lib/session/session.ts'
import { topUpOptionsQuery } from './api/top-ups.ts'
import { walletQuery } from './api/wallet.ts'
import { BalanceCard } from './balance-card.tsx'
import { Invoices } from './invoices.tsx'
import { Statement } from './statement.tsx'
import { TopUpDialog } from './top-up-dialog.tsx'
import { TopUpNotice } from './top-up-notice.tsx'
import { TopUps } from './top-ups.tsx'
import { Usage } from './usage.tsx'

/** What the account may spend, what moved it, and what messages cost. */
export function WalletPage() {
  const { t } = useLingui()
  const may = useMay()
  const { topUp } = useSearch({ from: '/signed-in/wallet' })
  const { data: wallets, isPending } = useQuery(walletQuery)
  const { data: options = [] } = useQuery(topUpOptionsQuery)
  const [paying, setPaying] = useState(false)
  const canPay = may('wallet:write') && options.length > 0
  return (
    <Page
      title={t`Wallet`}
      lead={<Trans>What may be spent, what moved it, and what messages cost.</Trans>}
      actions={
        canPay && (
          <Button tone="primary" onClick={() => setPaying(true)}>
            <Trans>Top up</Trans>
          </Button>
        )
      }
    >
      {topUp !== undefined && <TopUpNotice id={topUp} />}
      {paying && <TopUpDialog currency={wallets?.[0]?.currency ?? 'INR'} onClose={() => setPaying(false)} />}
      {isPending && <Skeleton rows={4} label={t`Loading`} />}
      {wallets?.length === 0 && (
        <Empty title={t`Messages cost nothing here`}>
          <Trans>Whoever runs this host has set no prices for this account.</Trans>
        </Empty>
      )}
      {wallets?.map((wallet) => (
        <BalanceCard key={wallet.currency} wallet={wallet} />
      ))}
      {wallets && wallets.length > 0 && (
        <>
          <Stack gap="s">
            <Heading level={2}>
              <Trans>Last 30 days</Trans>
            </Heading>
            <Usage />
          </Stack>
          <Stack gap="s">
            <Heading level={2}>
              <Trans>Statement</Trans>
            </Heading>
            <Statement />
          </Stack>
        </>
      )}
      <TopUps />
      {may('billing:read') && <Invoices />}
    </Page>
  )
}
