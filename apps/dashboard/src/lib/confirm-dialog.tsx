import { Button } from '@dawk/ui/controls/button.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Dialog } from '@dawk/ui/overlays/dialog.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'

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
