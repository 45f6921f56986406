import { Choice, MessageText, PhoneFrame } from '@dawk/ui/chat/content.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { type Json, list, record, text } from '#lib/data/json.ts'

/** A template as a person sees it, with its places for values. */
export function TemplateView({ components }: { components: readonly Json[] }) {
  const part = (type: string) => components.find((one) => text(one['type']).toUpperCase() === type)
  const [header, body, footer] = [part('HEADER'), part('BODY'), part('FOOTER')]
  const headerText = text(header?.['text']) || text(header?.['format'])
  return (
    <PhoneFrame>
      <Stack gap="s">
        {headerText !== '' && <Text strong>{headerText}</Text>}
        {body && <MessageText>{text(body['text'])}</MessageText>}
        {text(footer?.['text']) !== '' && (
          <Text size="xs" tone="muted">
            {text(footer?.['text'])}
          </Text>
        )}
        {list(part('BUTTONS')?.['buttons'])
          .map(record)
          .map((button) => (
            <Choice key={text(button['text'])}>{text(button['text'])}</Choice>
          ))}
      </Stack>
    </PhoneFrame>
  )
}
