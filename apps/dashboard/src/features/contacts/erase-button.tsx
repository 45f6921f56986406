import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { ConfirmedButton } from '#lib/confirm-dialog.tsx'
import { eraseContact } from './api/erase-contact.ts'

export function EraseButton({ id }: { id: string }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  return (
    <ConfirmedButton
      label={t`Erase`}
      title={t`Erase this person`}
      confirm={t`Erase for good`}
      run={() => eraseContact(id)}
      done={t`The erasure has begun`}
      refresh={[['contacts'], ['conversations']]}
      onDone={() => void navigate({ to: '/contacts' })}
    >
      <Trans>Their messages, files and identifiers are removed from this account. This cannot be undone.</Trans>
    </ConfirmedButton>
  )
}
