import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { formatMoney } from '#lib/format.ts'
import { topUpQuery } from './api/top-ups.ts'

/** What became of the top-up with which the browser came back. */
export function TopUpNotice({ id }: { id: string }) {
  const client = useQueryClient()
  const { data: topUp } = useQuery(topUpQuery(id))
  const isPaid = topUp?.state === 'paid'
  useEffect(() => {
    if (isPaid)
      void client.invalidateQueries({ queryKey: ['wallet'], predicate: ({ queryKey }) => queryKey[1] !== 'top-up' })
  }, [client, isPaid])
  if (!topUp) return null
  const amount = formatMoney(topUp.amount, topUp.currency)
  if (isPaid)
    return (
      <Notice tone="success">
        <Trans>{amount} were paid and are in the wallet.</Trans>
      </Notice>
    )
  if (topUp.payments.some(({ problem }) => problem !== null))
    return (
      <Notice tone="danger">
        <Trans>
          Another amount was paid than was asked for. Nothing was credited; whoever runs this host has to look.
        </Trans>
      </Notice>
    )
  if (topUp.payments.some(({ state }) => state === 'failed'))
    return (
      <Notice tone="warning">
        <Trans>The payment failed. Nothing was charged; you may try again.</Trans>
      </Notice>
    )
  return (
    <Notice>
      <Trans>Waiting for word of the payment of {amount}. If you closed the page, nothing was charged.</Trans>
    </Notice>
  )
}
