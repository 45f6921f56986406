import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { DripForm } from './drip-form.tsx'

/** Nobody enters before it is published. */
export function NewDripPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  return (
    <Page title={t`New drip`} lead={<Trans>A draft: nobody enters before it is published.</Trans>}>
      <DripForm
        drip={null}
        onSaved={({ id }) => void navigate({ to: '/drips/$dripId', params: { dripId: id }, search: { tab: 'edit' } })}
      />
    </Page>
  )
}
