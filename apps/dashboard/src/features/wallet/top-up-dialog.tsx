import { CheckboxField, SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import { problemAt } from '#lib/client/api-error.ts'
import { useAction } from '#lib/client/use-action.ts'
import { startTopUp, topUpOptionsQuery } from './api/top-ups.ts'

type Provider = 'razorpay' | 'stripe'
const names: Record<Provider, string> = { razorpay: 'Razorpay', stripe: 'Stripe' }

/** Leads to the provider's own page; the wallet is credited when the provider says so. */
export function TopUpDialog({ currency: preferred, onClose }: { currency: string; onClose(): void }) {
  const { t } = useLingui()
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
    <ActionDialog
      title={t`Top up`}
      submit={t`Continue to the payment`}
      action={pay}
      incomplete={amount.trim() === ''}
      onClose={onClose}
    >
      <TextField
        label={t`Amount`}
        hint={t`In ${currency}, such as 500.00`}
        value={amount}
        error={problemAt(pay.error, 'amount')}
        onChange={setAmount}
        autoFocus
        required
        code
      />
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
    </ActionDialog>
  )
}
