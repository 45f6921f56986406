import { Choice, MessageText } from '@dawk/ui/chat/content.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { type Json, list, record, text } from '#lib/data/json.ts'

interface TemplatePreviewProps {
  components: readonly Json[]
  values: Readonly<Record<string, string>>
}

const fill = (words: string, where: string, values: TemplatePreviewProps['values']) =>
  words.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => values[`${where}.${name}`] || whole)

/** As the person will see it; what is not filled in stays as it stands in the template. */
export function TemplatePreview({ components, values }: TemplatePreviewProps) {
  const part = (type: string) => components.find((one) => text(one['type']).toUpperCase() === type)
  const [header, body, footer] = [part('HEADER'), part('BODY'), part('FOOTER')]
  return (
    <Stack gap="s">
      {header && (
        <Text strong>
          {text(header['text']) === '' ? text(header['format']) : fill(text(header['text']), 'header', values)}
        </Text>
      )}
      {body && <MessageText>{fill(text(body['text']), 'body', values)}</MessageText>}
      {footer && (
        <Text size="xs" tone="muted">
          {text(footer['text'])}
        </Text>
      )}
      {list(part('BUTTONS')?.['buttons'])
        .map(record)
        .map((button) => (
          <Choice key={text(button['text'])}>{text(button['text'])}</Choice>
        ))}
    </Stack>
  )
}
