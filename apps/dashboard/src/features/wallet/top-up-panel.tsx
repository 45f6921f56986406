import { Button } from '@dawk/ui/controls/button.tsx'
import { SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Dialog } from '@dawk/ui/overlays/dialog.tsx'
import { Notice, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { formatMoment, formatMoney } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { refundTopUp, topUpQuery } from './api/top-ups.ts'

type Detail = Awaited<ReturnType<NonNullable<ReturnType<typeof topUpQuery>['queryFn']>>>

/** What was paid, refunded and disputed of one top-up. */
export function TopUpPanel({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useLingui()
  const may = useMay()
  const { data: topUp } = useQuery({ ...topUpQuery(id), refetchInterval: 1500 })
  const credited = topUp?.payments.filter((payment) => payment.credited) ?? []
  return (
    <Dialog open title={t`Payment`} onClose={onClose} closeLabel={t`Close`}>
      {topUp ? (
        <Stack gap="m">
          <History topUp={topUp} />
          {may('wallet:write') && credited.length > 0 && (
            <RefundForm topUp={topUp} payments={credited.map(({ id: payment }) => payment)} />
          )}
        </Stack>
      ) : (
        <Skeleton rows={3} label={t`Loading`} />
      )}
    </Dialog>
  )
}

function History({ topUp: { payments, refunds, disputes } }: { topUp: Detail }) {
  const { t } = useLingui()
  const paid = { authorized: t`Authorized`, captured: t`Paid`, failed: t`Failed` }
  const refunded = { pending: t`Refund under way`, processed: t`Refunded`, failed: t`Refund failed` }
  const disputed = { open: t`Disputed`, won: t`Dispute won`, lost: t`Dispute lost` }
  const lines = [
    ...payments.map((one) => ({ ...one, name: paid[one.state], at: null, note: one.failure ?? one.problem })),
    ...refunds.map((one) => ({
      ...one,
      name: refunded[one.state],
      at: one.updatedAt,
      note: one.failure ?? one.reason,
    })),
    ...disputes.map((one) => ({ ...one, name: disputed[one.state], at: one.updatedAt, note: null })),
  ]
  return lines.map(({ id, name, amount, currency, at, note }) => (
    <Row key={id} gap="s" justify="between">
      <Stack gap="xs">
        <Text strong>{name}</Text>
        <Text tone="secondary">{[at && formatMoment(at), note ?? id].filter(Boolean).join(' · ')}</Text>
      </Stack>
      <Text>{formatMoney(amount, currency)}</Text>
    </Row>
  ))
}

function RefundForm({ topUp, payments }: { topUp: Detail; payments: readonly string[] }) {
  const { t } = useLingui()
  const words = useErrorWords()
  const [amount, setAmount] = useState('')
  const [reason, setReason] = useState('')
  const [payment, setPayment] = useState(payments[0] ?? '')
  const save = useAction({
    run: () =>
      refundTopUp(topUp.id, {
        ...(amount.trim() !== '' && { amount: amount.trim() }),
        ...(reason.trim() !== '' && { reason: reason.trim() }),
        ...(payments.length > 1 && { paymentId: payment }),
      }),
    done: t`The refund is under way`,
    refresh: [['wallet']],
    quiet: true,
    onDone: () => setAmount(''),
  })
  return (
    <Stack gap="s">
      <Text tone="secondary">
        <Trans>Money goes back to where it was paid from, with the tax on it. Promotional credit does not.</Trans>
      </Text>
      {payments.length > 1 && (
        <SelectField
          label={t`Payment`}
          value={payment}
          onChange={setPayment}
          options={payments.map((id) => ({ value: id, label: id }))}
        />
      )}
      <TextField
        label={t`Refund`}
        hint={t`In ${topUp.currency}, such as 500.00; empty: all that is left.`}
        value={amount}
        onChange={setAmount}
      />
      <TextField label={t`Reason`} value={reason} onChange={setReason} />
      {save.error && <Notice tone="danger">{words(save.error).detail || words(save.error).message}</Notice>}
      <Row justify="end">
        <Button tone="danger" busy={save.isPending} onClick={() => save.mutate()}>
          <Trans>Refund</Trans>
        </Button>
      </Row>
    </Stack>
  )
}
