import { Bubble } from '@dawk/ui/chat/bubble.tsx'
import { MessageText, PhoneFrame } from '@dawk/ui/chat/content.tsx'
import { Button } from '@dawk/ui/controls/button.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { useLingui } from '@lingui/react/macro'
import { type Json, list, record, text } from '#lib/data/json.ts'
import type { Simulation } from '../api/change-flow.ts'
import { useExitNames } from '../bot-words.ts'

interface PreviewChatProps {
  lines: readonly string[]
  simulation: Simulation | null
  onTap(title: string): void
}

/** What was written and what would leave, with each node that ran below it. */
export function PreviewChat({ lines, simulation, onTap }: PreviewChatProps) {
  const { t } = useLingui()
  const exits = useExitNames()
  const byLine = new Map(simulation?.lines.map((one) => [one.line, one]))
  return (
    <PhoneFrame>
      <Stack gap="s" role="log" aria-label={t`Preview of the conversation`}>
        {lines.length === 0 && (
          <Text size="s" tone="secondary">
            {t`Write as a person would, or start the flow.`}
          </Text>
        )}
        {lines.map((line, at) => {
          const { sends = [], steps = [] } = byLine.get(at + 1) ?? {}
          return (
            <Stack key={`${at}-${line}`} gap="s">
              <Said line={line} at={at} />
              {sends.map((content, place) => (
                <Bubble
                  key={place}
                  id={`preview-${at}-${place}`}
                  side="out"
                  label={t`The bot`}
                  foot={<TypeFoot content={content} />}
                >
                  <Content content={content} onTap={onTap} />
                </Bubble>
              ))}
              {steps.length > 0 && (
                <Text size="xs" tone="secondary" mono>
                  {steps
                    .map(({ node, kind, exit, error }) =>
                      [node ?? kind, exit && `(${exits[exit] ?? exit})`, error].filter(Boolean).join(' '),
                    )
                    .join(' → ')}
                </Text>
              )}
            </Stack>
          )
        })}
      </Stack>
    </PhoneFrame>
  )
}

function Said({ line, at }: { line: string; at: number }) {
  const { t } = useLingui()
  const said = /^> \[?(.*?)\]?$/.exec(line)?.[1]
  if (said === undefined)
    return (
      <Row justify="center">
        <Text size="xs" tone="secondary">
          {line}
        </Text>
      </Row>
    )
  return (
    <Bubble id={`preview-said-${at}`} side="in" label={t`The person`} foot={null}>
      <MessageText>{said}</MessageText>
    </Bubble>
  )
}

/** Of what is more than a text, what kind it is. */
const TypeFoot = ({ content }: { content: Json }) => {
  const type = text(content['type'])
  return type === 'text' ? null : (
    <Text as="span" size="xs" tone="secondary">
      {type}
    </Text>
  )
}

function Content({ content, onTap }: { content: Json; onTap(title: string): void }) {
  const type = text(content['type'])
  const body = record(content[type])
  const action = record(body['action'])
  const buttons = list(action['buttons']).map((one) => text(record(record(one)['reply'])['title']))
  const rows = list(action['sections']).flatMap((one) =>
    list(record(one)['rows']).map((row) => text(record(row)['title'])),
  )
  const said = [text(record(body['header'])['text']), text(body['body']) || text(record(body['body'])['text'])]
  const other = [text(body['caption']), text(body['link']), text(body['name'])]
  const words = [...said, ...other, text(record(body['footer'])['text'])].filter((one) => one !== '').join('\n')
  return (
    <Stack gap="s">
      <MessageText>{words === '' ? JSON.stringify(body) : words}</MessageText>
      {[...buttons, ...rows].map((title) => (
        <Button key={title} size="small" full onClick={() => onTap(title)}>
          {title}
        </Button>
      ))}
    </Stack>
  )
}
