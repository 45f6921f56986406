import { Button } from '@dawk/ui/controls/button.tsx'
import { CheckboxField, SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Dialog } from '@dawk/ui/overlays/dialog.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { startTopUp, topUpOptionsQuery } from './api/top-ups.ts'

type Provider = 'razorpay' | 'stripe'
const names: Record<Provider, string> = { razorpay: 'Razorpay', stripe: 'Stripe' }

/** Leads to the provider's own page; the wallet is credited when the provider says so. */
export function TopUpDialog({ currency: preferred, onClose }: { currency: string; onClose(): void }) {
  const { t } = useLingui()
  const words = useErrorWords()
  const { data: options = [] } = useQuery(topUpOptionsQuery)
  const [amount, setAmount] = useState('')
  const [chosenCurrency, setCurrency] = useState(preferred)
  const [chosenProvider, setProvider] = useState<Provider | null>(null)
  const [keeps, setKeeps] = useState(false)
  const currencies = [...new Set(options.map(({ currency }) => currency))]
  const currency = currencies.includes(chosenCurrency) ? chosenCurrency : (currencies[0] ?? chosenCurrency)
  const providers = options.filter((one) => one.currency === currency).map(({ provider }) => provider)
  const provider = providers.find((one) => one === chosenProvider) ?? providers[0] ?? 'razorpay'
  const pay = useAction({
    run: () => startTopUp({ amount: amount.trim(), currency, provider, saveMethod: keeps && provider === 'stripe' }),
    quiet: true,
    onDone: ({ paymentUrl }) => paymentUrl && location.assign(paymentUrl),
  })
  return (
    <Dialog open title={t`Top up`} onClose={onClose} closeLabel={t`Close`}>
      <Stack gap="m">
        <TextField label={t`Amount`} hint={t`In ${currency}, such as 500.00`} value={amount} onChange={setAmount} />
        {currencies.length > 1 && (
          <SelectField
            label={t`Currency`}
            value={currency}
            options={currencies.map((value) => ({ value, label: value }))}
            onChange={setCurrency}
          />
        )}
        {providers.length > 1 && (
          <SelectField
            label={t`Pay through`}
            value={provider}
            options={providers.map((value) => ({ value, label: names[value] }))}
            onChange={setProvider}
          />
        )}
        {provider === 'stripe' && (
          <CheckboxField label={t`Keep the card, to fill the wallet by itself`} checked={keeps} onChange={setKeeps} />
        )}
        {pay.error && <Notice tone="danger">{words(pay.error).detail || words(pay.error).message}</Notice>}
        <Row justify="end">
          <Button tone="primary" busy={pay.isPending} onClick={() => pay.mutate()}>
            <Trans>Continue to the payment</Trans>
          </Button>
        </Row>
      </Stack>
    </Dialog>
  )
}
