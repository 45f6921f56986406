import { CopyText } from '@dawk/ui/data/code.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Dialog } from '@dawk/ui/overlays/dialog.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'

interface SecretDialogProps {
  title: string
  secret: string
  onClose(): void
}

/** A secret that is never shown again. */
export function SecretDialog({ title, secret, onClose }: SecretDialogProps) {
  const { t } = useLingui()
  return (
    <Dialog open title={title} onClose={onClose} closeLabel={t`Close`}>
      <Stack gap="m">
        <Notice tone="warning">
          <Trans>Copy it now: it is not shown again.</Trans>
        </Notice>
        <CopyText text={secret} copyLabel={t`Copy`} copiedLabel={t`Copied`} />
      </Stack>
    </Dialog>
  )
}
