import { PhoneFrame } from '@dawk/ui/chat/content.tsx'
import { Button } from '@dawk/ui/controls/button.tsx'
import { SendIcon } from '@dawk/ui/icons.tsx'
import { Grid, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Conversation } from '../api/conversations.ts'
import { newOutgoing, type OutgoingContent } from '../api/send-message.ts'
import { type SendableTemplate, templatePreviewQuery } from '../api/templates.ts'
import { useSend } from '../composer/use-send.ts'
import { SlotField } from './slot-field.tsx'
import { TemplatePreview } from './template-preview.tsx'
import { readSlots, toComponents } from './template-slots.ts'

interface TemplateFormProps {
  conversation: Conversation
  template: SendableTemplate
  onBack(): void
  onSent(): void
}

/** What the API would refuse is said before it is sent, in its own words. */
export function TemplateForm({ conversation, template, onBack, onSent }: TemplateFormProps) {
  const slots = useMemo(() => readSlots(template.components), [template])
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() => firstName(slots, conversation))
  const components = toComponents(slots, values, template.parameterFormat.toUpperCase() === 'NAMED')
  const { data: checked } = useQuery(templatePreviewQuery(template.id, components))
  const send = useSend(conversation, onSent)
  const isFilled = slots.every(({ key }) => (values[key] ?? '') !== '')
  const problems = isFilled ? (checked?.problems ?? []) : []
  const content = {
    type: 'template',
    template: { name: template.name, language: { code: template.language }, components },
  } as OutgoingContent
  return (
    <Stack gap="m">
      <Grid cell="m">
        <Stack gap="s">
          {slots.map((slot) => (
            <SlotField
              key={slot.key}
              slot={slot}
              value={values[slot.key] ?? ''}
              onChange={(value) => setValues((former) => ({ ...former, [slot.key]: value }))}
            />
          ))}
          {slots.length === 0 && <Trans>This template needs no values.</Trans>}
        </Stack>
        <PhoneFrame>
          <TemplatePreview components={template.components} values={values} />
        </PhoneFrame>
      </Grid>
      {problems.map(({ path, detail }) => (
        <Notice key={path} tone="danger">
          {path}: {detail}
        </Notice>
      ))}
      <Row gap="s" justify="end">
        <Button tone="ghost" onClick={onBack}>
          <Trans>Another template</Trans>
        </Button>
        <Button
          tone="primary"
          icon={<SendIcon />}
          disabled={!isFilled || problems.length > 0}
          busy={send.isPending}
          onClick={() => send.mutate(newOutgoing(content))}
        >
          <Trans>Send</Trans>
        </Button>
      </Row>
    </Stack>
  )
}

/** The first value of a body is nearly always the name of the person. */
function firstName(slots: ReturnType<typeof readSlots>, { contact }: Conversation): Record<string, string> {
  const first = slots.find(({ where }) => where === 'body')
  const name = contact.name?.trim().split(/\s+/)[0]
  return first && name ? { [first.key]: name } : {}
}
