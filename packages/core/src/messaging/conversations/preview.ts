import { isObject } from '@dawk/cloud-api/json.ts'

const maxLength = 200

type Json = Readonly<Record<string, unknown>>

/**
 * What a list of conversations shows of a message: its words, its caption, the title of what was chosen; empty where the
 * type alone tells it. `content` is Meta's object with the member named like the type.
 */
export function previewOf(type: string, content: Json): string {
  const part = content[type]
  if (type === 'contacts') return cut(nameOfFirst(part))
  if (!isObject(part)) return ''
  return cut(textOf(type, part))
}

function textOf(type: string, part: Json): unknown {
  switch (type) {
    case 'text':
    case 'system':
      return part['body']
    case 'image':
    case 'video':
      return part['caption']
    case 'document':
      return part['caption'] ?? part['filename']
    case 'location':
      return part['name'] ?? part['address']
    case 'reaction':
      return part['emoji']
    case 'button':
    case 'order':
      return part['text']
    case 'template':
      return part['name']
    case 'interactive':
      return textOfInteractive(part)
    default:
      return ''
  }
}

/** Of what was sent the body, of what was chosen the title. */
function textOfInteractive(part: Json): unknown {
  const body = part['body']
  if (isObject(body)) return body['text']
  const reply = part[String(part['type'])]
  return isObject(reply) ? (reply['title'] ?? reply['body']) : ''
}

function nameOfFirst(cards: unknown): unknown {
  const first: unknown = Array.isArray(cards) ? cards[0] : null
  return isObject(first) && isObject(first['name']) ? first['name']['formatted_name'] : ''
}

function cut(text: unknown): string {
  if (typeof text !== 'string') return ''
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= maxLength ? line : `${[...line.slice(0, maxLength * 2)].slice(0, maxLength - 1).join('')}…`
}
