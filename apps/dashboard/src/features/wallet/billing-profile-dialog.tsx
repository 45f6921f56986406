import { TextAreaField, TextField } from '@dawk/ui/controls/fields.tsx'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import { problemAt } from '#lib/client/api-error.ts'
import { useAction } from '#lib/client/use-action.ts'
import { type BillingProfile, billingProfileQuery, setBillingProfile } from './api/invoices.ts'

const empty: BillingProfile = {
  ...{ name: '', address: '', country: 'IN', state: null, gstin: null, vatId: null, email: null },
}

export function BillingProfileDialog({ onClose }: { onClose(): void }) {
  const { data: profile, isPending } = useQuery(billingProfileQuery)
  return isPending ? null : <ProfileForm profile={profile ?? empty} onClose={onClose} />
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

function ProfileForm({ profile, onClose }: { profile: BillingProfile; onClose(): void }) {
  const { t } = useLingui()
  const [written, setWritten] = useState(profile)
  const change = (part: Partial<BillingProfile>) => setWritten((before) => ({ ...before, ...part }))
  const save = useAction({
    run: () => setBillingProfile(written),
    done: t`Saved`,
    refresh: [['billing-profile']],
    quiet: true,
    onDone: onClose,
  })
  const problem = (field: string) => problemAt(save.error, field)
  return (
    <ActionDialog title={t`Billing profile`} submit={t`Save`} action={save} onClose={onClose}>
      <TextField
        label={t`Legal name`}
        value={written.name}
        error={problem('name')}
        onChange={(name) => change({ name })}
        autoFocus
        required
      />
      <TextAreaField
        label={t`Address`}
        value={written.address}
        error={problem('address')}
        onChange={(address) => change({ address })}
        required
      />
      <TextField
        label={t`Country`}
        hint={t`Two letters, such as IN`}
        value={written.country}
        error={problem('country')}
        onChange={(country) => change({ country: country.toUpperCase() })}
        maxLength={2}
        required
      />
      <TextField
        label={t`State`}
        hint={t`In India two digits, such as 29; with a GSTIN it follows from that.`}
        value={written.state ?? ''}
        error={problem('state')}
        onChange={(state) => change({ state: orNull(state) })}
      />
      <TextField
        label="GSTIN"
        value={written.gstin ?? ''}
        error={problem('gstin')}
        onChange={(gstin) => change({ gstin: orNull(gstin.toUpperCase()) })}
        code
      />
      <TextField
        label={t`VAT id`}
        value={written.vatId ?? ''}
        error={problem('vatId')}
        onChange={(vatId) => change({ vatId: orNull(vatId) })}
        code
      />
    </ActionDialog>
  )
}
