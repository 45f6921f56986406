import { ComposerFrame } from '@dawk/ui/chat/composer.tsx'
import { Button } from '@dawk/ui/controls/button.tsx'
import { TemplateIcon } from '@dawk/ui/icons.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Conversation } from '../api/conversations.ts'
import { TemplatePicker } from '../template-picker/template-picker.tsx'

/** In place of the composer: the same rule by which the server refuses. */
export function ClosedWindow({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui()
  const [picking, setPicking] = useState(false)
  return (
    <ComposerFrame label={t`Answer`}>
      <Notice
        tone="warning"
        action={
          <Button tone="primary" icon={<TemplateIcon />} onClick={() => setPicking(true)}>
            <Trans>Choose a template</Trans>
          </Button>
        }
      >
        <Trans>More than 24 hours have passed since the person wrote. WhatsApp now takes templates alone.</Trans>
      </Notice>
      {picking && <TemplatePicker conversation={conversation} onClose={() => setPicking(false)} />}
    </ComposerFrame>
  )
}
