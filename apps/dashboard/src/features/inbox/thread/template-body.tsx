import { MessageText } from '@dawk/ui/chat/content.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { type Json, list, record, text } from '#lib/data/json.ts'
import { templateTextQuery } from '../api/template-text.ts'

/** A template with what was filled in; where the template is not known here, its name and the values. */
export function TemplateBody({ part }: { part: Json }) {
  const [name, language] = [text(part['name']), text(record(part['language'])['code'])]
  const { data: body } = useQuery(templateTextQuery(name, language))
  const values = list(part['components'])
    .map(record)
    .filter((component) => text(component['type']).toLowerCase() === 'body')
    .flatMap((component) => list(component['parameters']).map(record))
  return (
    <Stack gap="xs">
      <MessageText>{body ? fill(body, values) : [name, ...values.map(shown)].join(' · ')}</MessageText>
      <Text size="xs" tone="muted">
        <Trans>Template</Trans> {name} · {language}
      </Text>
    </Stack>
  )
}

const shown = (value: Json): string =>
  text(value['text'] ?? record(value['currency'])['fallbackValue'] ?? record(value['dateTime'])['fallbackValue'])

/** `{{1}}` by place, `{{name}}` by name. */
const fill = (body: string, values: readonly Json[]): string =>
  body.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, key: string) => {
    const value = /^\d+$/.test(key) ? values[Number(key) - 1] : values.find((one) => text(one['parameterName']) === key)
    return value ? shown(value) : whole
  })
