import { isRecord, record, text } from '#lib/data/json.ts'
import type { Message } from '../api/messages.ts'

/** The words of a message in one line; empty where its type alone tells what it is. */
export function previewOf({ type, content }: Pick<Message, 'type' | 'content'>): string {
  const part = record(content[type])
  const { body } = part
  if (isRecord(body)) return text(body['text'])
  const words = [body, part['caption'], part['filename'], part['name'], part['address'], part['text'], part['emoji']]
  return text(words.find((one) => typeof one === 'string' && one !== ''))
}
