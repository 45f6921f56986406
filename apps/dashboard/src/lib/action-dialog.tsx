import { FormDialog } from '@dawk/ui/overlays/form-dialog.tsx'
import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { useErrorWords } from './client/use-action.ts'

interface ActionDialogProps {
  title: string
  /** On the button that sends it. */
  submit: string
  /** A `quiet` action: its error is shown here. */
  action: { mutate(): void; isPending: boolean; error: unknown }
  incomplete?: boolean
  danger?: boolean
  onClose(): void
  children: ReactNode
}

/** A form dialog around an action, in the words of every other. */
export function ActionDialog({ submit, action, children, ...props }: ActionDialogProps) {
  const { t } = useLingui()
  const words = useErrorWords()
  return (
    <FormDialog
      {...props}
      words={{ submit, cancel: t`Cancel`, close: t`Close` }}
      busy={action.isPending}
      {...(action.error ? { problem: words(action.error).message } : {})}
      onSubmit={action.mutate}
    >
      {children}
    </FormDialog>
  )
}
