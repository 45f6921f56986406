import { Button } from '@dawk/ui/controls/button.tsx'
import { SelectField, SwitchField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Dialog } from '@dawk/ui/overlays/dialog.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { paymentMethodsQuery, type Recharge, setRecharge } from './api/recharge.ts'

const nobody = 'a person'

/** When the wallet is filled by itself, by how much, and from what. */
export function RechargeDialog({
  currency,
  set,
  onClose,
}: {
  currency: string
  set: Recharge | null
  onClose(): void
}) {
  const { t } = useLingui()
  const words = useErrorWords()
  const { data: methods = [] } = useQuery(paymentMethodsQuery)
  const [enabled, setEnabled] = useState(set?.enabled ?? true)
  const [below, setBelow] = useState(set?.below ?? '')
  const [amount, setAmount] = useState(set?.amount ?? '')
  const [method, setMethod] = useState(set?.methodId ?? nobody)
  const save = useAction({
    run: () =>
      setRecharge({
        ...{ currency, enabled, below: below.trim(), amount: amount.trim() },
        methodId: method === nobody ? null : method,
      }),
    done: t`Saved`,
    refresh: [['wallet']],
    quiet: true,
    onDone: onClose,
  })
  return (
    <Dialog open title={t`Fill by itself`} onClose={onClose} closeLabel={t`Close`}>
      <Stack gap="m">
        <SwitchField label={t`Fill the wallet by itself`} checked={enabled} onChange={setEnabled} />
        <TextField label={t`Below`} hint={t`In ${currency}, such as 500.00`} value={below} onChange={setBelow} />
        <TextField label={t`Amount`} hint={t`In ${currency}, such as 500.00`} value={amount} onChange={setAmount} />
        <SelectField
          label={t`Pay with`}
          hint={t`A card is kept by a top-up through Stripe that says so.`}
          value={method}
          options={[
            { value: nobody, label: t`Ask a person to pay` },
            ...methods.map(({ id, label }) => ({ value: id, label })),
          ]}
          onChange={setMethod}
        />
        {save.error && <Notice tone="danger">{words(save.error).detail || words(save.error).message}</Notice>}
        <Row justify="end">
          <Button tone="primary" busy={save.isPending} onClick={() => save.mutate()}>
            <Trans>Save</Trans>
          </Button>
        </Row>
      </Stack>
    </Dialog>
  )
}
