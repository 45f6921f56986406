import { Button } from '@dawk/ui/controls/button.tsx'
import { Row } from '@dawk/ui/layout/layout.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans } from '@lingui/react/macro'

interface CollisionNoticeProps {
  busy: boolean
  onSendAnyway(): void
  onDismiss(): void
}

/** Somebody else was faster. What was written is still there. */
export const CollisionNotice = ({ busy, onSendAnyway, onDismiss }: CollisionNoticeProps) => (
  <Notice
    tone="warning"
    action={
      <Row gap="xs">
        <Button size="small" busy={busy} onClick={onSendAnyway}>
          <Trans>Send anyway</Trans>
        </Button>
        <Button size="small" tone="ghost" onClick={onDismiss}>
          <Trans>Keep writing</Trans>
        </Button>
      </Row>
    }
  >
    <Trans>Somebody else has just answered. Your message was not sent.</Trans>
  </Notice>
)
