import { TextField } from '@dawk/ui/controls/fields.tsx'
import { FileButton } from '@dawk/ui/controls/file-button.tsx'
import { AttachIcon } from '@dawk/ui/icons.tsx'
import { Row } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { takeUpload } from '#lib/client/client.ts'
import { useAction } from '#lib/client/use-action.ts'
import type { Slot } from './template-slots.ts'

interface SlotFieldProps {
  slot: Slot
  value: string
  onChange(value: string): void
}

/** A text, or a file that is uploaded as soon as it is chosen. */
export function SlotField({ slot, value, onChange }: SlotFieldProps) {
  const { t } = useLingui()
  const { variable } = slot
  const labels = { header: t`Header: ${variable}`, body: t`Text: ${variable}`, button: t`Button: ${variable}` }
  const upload = useAction({
    run: (file: File) => takeUpload<{ id: string }>('/media', file),
    onDone: ({ id }) => onChange(id),
  })
  if (slot.kind === 'text') return <TextField label={labels[slot.where]} value={value} onChange={onChange} required />
  return (
    <Row gap="s">
      <FileButton label={labels.header} onFile={(file) => upload.mutate(file)} disabled={upload.isPending}>
        <AttachIcon />
      </FileButton>
      <Text size="s" tone="secondary">
        {value === '' ? <Trans>Choose the file of the header</Trans> : <Trans>The file is uploaded</Trans>}
      </Text>
    </Row>
  )
}
