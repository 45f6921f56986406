import { MessageText } from '@dawk/ui/chat/content.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { list, record, text } from '#lib/data/json.ts'
import type { Message } from '../api/messages.ts'
import { InteractiveBody } from './interactive-body.tsx'
import { MediaBody } from './media-body.tsx'
import { ContactCards, OrderBody, PlaceBody } from './placed-bodies.tsx'
import { previewOf } from './preview.ts'
import { TemplateBody } from './template-body.tsx'
import { useTypeNames } from './type-names.ts'

/** The content of a message by its type. Whatever people wrote is text here, whatever it looks like. */
export function MessageBody({ message }: { message: Message }) {
  const { type, content } = message
  const part = record(content[type])
  switch (type) {
    case 'text':
      return <MessageText>{text(part['body'])}</MessageText>
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return <MediaBody message={message} type={type} part={part} />
    case 'location':
      return <PlaceBody part={part} />
    case 'contacts':
      return <ContactCards cards={list(content['contacts'])} />
    case 'interactive':
      return <InteractiveBody part={part} />
    case 'template':
      return <TemplateBody part={part} />
    case 'order':
      return <OrderBody part={part} />
    default:
      return <OtherBody message={message} />
  }
}

/** A button that was pressed, a notice, or what this version does not know: its words, under its name. */
function OtherBody({ message }: { message: Message }) {
  const names = useTypeNames()
  const words = previewOf(message)
  return (
    <Stack gap="xs">
      {words !== '' && <MessageText>{words}</MessageText>}
      <Text size="xs" tone="muted">
        {names(message.type)}
      </Text>
    </Stack>
  )
}
