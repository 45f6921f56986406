import { Button } from '@dawk/ui/controls/button.tsx'
import { TextAreaField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Dialog } from '@dawk/ui/overlays/dialog.tsx'
import { Notice, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { type BillingProfile, billingProfileQuery, setBillingProfile } from './api/invoices.ts'

const empty: BillingProfile = {
  ...{ name: '', address: '', country: 'IN', state: null, gstin: null, vatId: null, email: null },
}

export function BillingProfileDialog({ onClose }: { onClose(): void }) {
  const { t } = useLingui()
  const { data: profile, isPending } = useQuery(billingProfileQuery)
  return (
    <Dialog open title={t`Billing profile`} onClose={onClose} closeLabel={t`Close`}>
      {isPending ? <Skeleton rows={4} label={t`Loading`} /> : <Form profile={profile ?? empty} onClose={onClose} />}
    </Dialog>
  )
}

function Form({ profile, onClose }: { profile: BillingProfile; onClose(): void }) {
  const { t } = useLingui()
  const words = useErrorWords()
  const [written, setWritten] = useState(profile)
  const change = (part: Partial<BillingProfile>) => setWritten((before) => ({ ...before, ...part }))
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
  const save = useAction({
    run: () => setBillingProfile(written),
    done: t`Saved`,
    refresh: [['billing-profile']],
    quiet: true,
    onDone: onClose,
  })
  return (
    <Stack gap="m">
      <TextField label={t`Legal name`} value={written.name} onChange={(name) => change({ name })} />
      <TextAreaField label={t`Address`} value={written.address} onChange={(address) => change({ address })} />
      <TextField
        label={t`Country`}
        hint={t`Two letters, such as IN`}
        value={written.country}
        onChange={(country) => change({ country: country.toUpperCase() })}
      />
      <TextField
        label={t`State`}
        hint={t`In India two digits, such as 29; with a GSTIN it follows from that.`}
        value={written.state ?? ''}
        onChange={(state) => change({ state: orNull(state) })}
      />
      <TextField
        label="GSTIN"
        value={written.gstin ?? ''}
        onChange={(gstin) => change({ gstin: orNull(gstin.toUpperCase()) })}
      />
      <TextField label={t`VAT id`} value={written.vatId ?? ''} onChange={(vatId) => change({ vatId: orNull(vatId) })} />
      {save.error && <Notice tone="danger">{words(save.error).detail || words(save.error).message}</Notice>}
      <Row justify="end">
        <Button tone="primary" busy={save.isPending} onClick={() => save.mutate()}>
          <Trans>Save</Trans>
        </Button>
      </Row>
    </Stack>
  )
}
