import { Button } from '@dawk/ui/controls/button.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { ConfirmDialog } from '#lib/confirm-dialog.tsx'
import { eraseContact } from './api/erase-contact.ts'

export function EraseButton({ id }: { id: string }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const erase = useAction({
    run: () => eraseContact(id),
    done: t`The erasure has begun`,
    refresh: [['contacts'], ['conversations']],
    onDone: () => void navigate({ to: '/contacts' }),
  })
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <Trans>Erase</Trans>
      </Button>
      {asking && (
        <ConfirmDialog
          title={t`Erase this person`}
          confirm={t`Erase for good`}
          busy={erase.isPending}
          onConfirm={() => erase.mutate()}
          onClose={() => setAsking(false)}
        >
          <Trans>Their messages, files and identifiers are removed from this account. This cannot be undone.</Trans>
        </ConfirmDialog>
      )}
    </>
  )
}
