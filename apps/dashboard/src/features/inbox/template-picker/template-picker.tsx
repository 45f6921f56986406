import { Dialog } from '@dawk/ui/overlays/dialog.tsx'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Conversation } from '../api/conversations.ts'
import type { SendableTemplate } from '../api/templates.ts'
import { TemplateChoice } from './template-choice.tsx'
import { TemplateForm } from './template-form.tsx'

interface TemplatePickerProps {
  conversation: Conversation
  onClose(): void
}

/** Finds a template, fills it in, shows what the person will see, and sends it. */
export function TemplatePicker({ conversation, onClose }: TemplatePickerProps) {
  const { t } = useLingui()
  const [template, setTemplate] = useState<SendableTemplate | null>(null)
  return (
    <Dialog
      open
      title={template === null ? t`Choose a template` : template.name}
      onClose={onClose}
      closeLabel={t`Close`}
      size="large"
    >
      {template === null ? (
        <TemplateChoice numberId={conversation.numberId} onChoose={setTemplate} />
      ) : (
        <TemplateForm
          conversation={conversation}
          template={template}
          onBack={() => setTemplate(null)}
          onSent={onClose}
        />
      )}
    </Dialog>
  )
}
