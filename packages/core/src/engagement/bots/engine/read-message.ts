import { isObject } from '@dawk/cloud-api/json.ts'
import type { SaidMessage } from './turn.ts'

type Json = Readonly<Record<string, unknown>>

const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value)

const textAt = (value: unknown, ...path: string[]): string | null => {
  const member = at(value, ...path)
  return typeof member === 'string' ? member : null
}

/** Meta's message as a flow sees it. */
export function readMessage(
  message: Json,
  { messageId, at: receivedAt }: { messageId: string; at: string },
): SaidMessage {
  const type = textAt(message, 'interactive', 'type') === 'nfm_reply' ? 'nfm_reply' : (textAt(message, 'type') ?? '')
  const payload =
    textAt(message, 'interactive', 'button_reply', 'id') ??
    textAt(message, 'interactive', 'list_reply', 'id') ??
    textAt(message, 'button', 'payload')
  const text =
    textAt(message, 'text', 'body') ??
    textAt(message, 'interactive', 'button_reply', 'title') ??
    textAt(message, 'interactive', 'list_reply', 'title') ??
    textAt(message, 'button', 'text') ??
    textAt(message, type, 'caption') ??
    ''
  return { messageId, at: receivedAt, type, text, payload, content: message }
}

/** What a form was answered with; null: it is no form. */
export function readForm({ content }: SaidMessage): Json | null {
  const json = textAt(content, 'interactive', 'nfm_reply', 'response_json')
  if (json === null) return null
  try {
    const values: unknown = JSON.parse(json)
    return isObject(values) ? values : null
  } catch {
    return null
  }
}

/** When it was written, by Meta's word; the instant at which it came, where Meta says nothing. */
export function writtenAt(message: Json, receivedAt: string): string {
  const seconds = Number(message['timestamp'])
  return Number.isFinite(seconds) && seconds > 0 && seconds < 1e11 ? new Date(seconds * 1000).toISOString() : receivedAt
}

export const referralOf = ({ content }: SaidMessage): Json | null => {
  const { referral } = content
  return isObject(referral) ? referral : null
}

/** Several texts that were written in a row are one: people write in fragments. */
export function joinFragments(messages: readonly SaidMessage[]): SaidMessage[] {
  const joined: SaidMessage[] = []
  for (const message of messages) {
    const last = joined.at(-1)
    const isFragment = message.type === 'text' && message.payload === null
    if (isFragment && last?.type === 'text' && last.payload === null)
      joined[joined.length - 1] = { ...message, at: last.at, text: `${last.text}\n${message.text}` }
    else joined.push(message)
  }
  return joined
}
