import { Button, type ButtonProps } from '@dawk/ui/controls/button.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Dialog } from '@dawk/ui/overlays/dialog.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useState } from 'react'
import { useAction } from './client/use-action.ts'

interface ConfirmDialogProps {
  title: string
  /** What is done, as the button says it. */
  confirm: string
  busy: boolean
  onConfirm(): void
  onClose(): void
  /** What it brings about, before it is done. */
  children: ReactNode
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({ title, confirm, busy, onConfirm, onClose, children }: ConfirmDialogProps) {
  const { t } = useLingui()
  return (
    <Dialog open title={title} onClose={onClose} closeLabel={t`Close`} size="small">
      <Stack gap="m">
        <Text as="div">{children}</Text>
        <Row gap="s" justify="end">
          <Button tone="ghost" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button tone="danger" busy={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  )
}

interface ConfirmedButtonProps
  extends Pick<ButtonProps, 'size'>,
    Pick<ConfirmDialogProps, 'title' | 'confirm' | 'children'> {
  label: string
  run(): Promise<unknown>
  /** What is said when it is done. */
  done?: string
  refresh: Parameters<typeof useAction>[0]['refresh'] & object
  onDone?(): void
}

/** A button for what cannot be undone: it asks, acts and closes. */
export function ConfirmedButton({ label, size, title, confirm, children, onDone, ...action }: ConfirmedButtonProps) {
  const [isOpen, setIsOpen] = useState(false)
  const { isPending, mutate } = useAction({
    ...action,
    onDone: () => {
      setIsOpen(false)
      onDone?.()
    },
  })
  return (
    <>
      <Button {...(size && { size })} onClick={() => setIsOpen(true)}>
        {label}
      </Button>
      {isOpen && (
        <ConfirmDialog
          title={title}
          confirm={confirm}
          busy={isPending}
          onConfirm={() => mutate()}
          onClose={() => setIsOpen(false)}
        >
          {children}
        </ConfirmDialog>
      )}
    </>
  )
}
