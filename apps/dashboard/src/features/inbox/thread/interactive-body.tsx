import { Choice, MessageText } from '@dawk/ui/chat/content.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { isRecord, type Json, list, record, text } from '#lib/data/json.ts'

/** What was offered with its choices, or what was chosen. */
export function InteractiveBody({ part }: { part: Json }) {
  const reply = record(part[replyMember(text(part['type']))])
  if (!isRecord(part['body']))
    return (
      <Stack gap="xs">
        <MessageText>{text(reply['title'] ?? reply['body'] ?? reply['name'])}</MessageText>
        {reply['description'] !== undefined && (
          <Text size="s" tone="secondary">
            {text(reply['description'])}
          </Text>
        )}
        <Answers responses={reply['responseJson']} />
      </Stack>
    )
  const header = record(part['header'])
  const footer = text(record(part['footer'])['text'])
  return (
    <Stack gap="xs">
      {text(header['text']) !== '' && <Text strong>{text(header['text'])}</Text>}
      <MessageText>{text(record(part['body'])['text'])}</MessageText>
      {footer !== '' && (
        <Text size="xs" tone="muted">
          {footer}
        </Text>
      )}
      {choicesOf(record(part['action'])).map((choice) => (
        <Choice key={choice}>{choice}</Choice>
      ))}
    </Stack>
  )
}

const replyMember = (type: string) => type.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

function choicesOf(action: Json): string[] {
  const buttons = list(action['buttons']).map((one) => text(record(record(one)['reply'])['title']))
  const rows = list(action['sections']).flatMap((section) =>
    list(record(section)['rows']).map((row) => text(record(row)['title'])),
  )
  const parameters = record(action['parameters'])
  const single = [text(action['button']), text(parameters['displayText'] ?? parameters['flowCta'])]
  return [...new Set([...buttons, ...single, ...rows])].filter((choice) => choice !== '')
}

/** What a person filled in in a WhatsApp Flow. */
function Answers({ responses }: { responses: unknown }) {
  if (typeof responses !== 'string') return null
  const answers = parseRecord(responses)
  return Object.entries(answers)
    .filter(([name]) => name !== 'flow_token')
    .map(([name, value]) => (
      <Text key={name} size="s">
        {name}: {typeof value === 'string' ? value : JSON.stringify(value)}
      </Text>
    ))
}

function parseRecord(json: string): Json {
  try {
    return record(JSON.parse(json))
  } catch {
    return {}
  }
}
