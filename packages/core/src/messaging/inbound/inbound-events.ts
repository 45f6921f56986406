import type { InboundEntry } from '@dawk/cloud-api/webhook-types.ts'
import type { NewEvent } from '#events/event.ts'
import type { NumberRow } from '../numbers/number.ts'
import { deletedType, type Edit } from './apply-edits.ts'
import { changedIdentity, contactOf, senderUserId } from './read-sender.ts'
import { toInstant } from './read-status.ts'

/** What applying found out about an inbound message. */
export interface InboundPlace {
  /** Our id of the message; of an edit or a deletion that of the message it speaks of, null when that is not here. */
  messageId: string | null
  contactId: string | null
  conversationId: string | null
  /** Our id of the message that this one answers, reacts to or changes. */
  referredId: string | null
  edit: Edit | null
  /** It edits what somebody else wrote, and so changes nothing. */
  isOfSomebodyElse: boolean
  /** It was taken back before it came. */
  isDeleted: boolean
}

/** The events of one message that a person wrote: what it is, and what it says of the person. See docs/events.md. */
export function toInboundEvents(entry: InboundEntry, number: NumberRow, place: InboundPlace): NewEvent[] {
  const { accountId } = number
  const at = toInstant(entry.message.timestamp)
  const event: NewEvent = { accountId, at, ...toWritten(entry, number, place) }
  const changed = changedIdentity(entry)
  if (!changed) return [event]
  const type = changed.kind === 'number' ? 'contact.number_changed' : 'contact.user_id_changed'
  return [event, { accountId, type, at, data: toChangeData(entry, number, place) }]
}

function toWritten(entry: InboundEntry, number: NumberRow, place: InboundPlace) {
  const { edit, isOfSomebodyElse } = place
  const data = toData(entry, number, place)
  if (!edit || isOfSomebodyElse) {
    const isKnown = entry.known && !isOfSomebodyElse
    const type = isKnown ? ('message.received' as const) : ('message.received.unknown' as const)
    return { type, data: { ...data, ...toMeaning(entry, place) } }
  }
  const type = edit.content === null ? ('message.deleted' as const) : ('message.edited' as const)
  return {
    type,
    data: { ...data, editWamid: entry.message.id, ...(edit.content && { content: contentOf(edit.content) }) },
  }
}

/** What it says now. What surrounds it there, such as a context, is not that of the message. */
const contentOf = (content: NonNullable<Edit['content']>) => ({
  type: content.type,
  [content.type]: content[content.type],
})

function toData(entry: InboundEntry, number: NumberRow, place: InboundPlace) {
  const { message, isStandby } = entry
  const { messageId, contactId, conversationId, edit, isDeleted } = place
  return {
    messageId,
    wamid: edit?.originalWamid ?? message.id,
    from: message.from ?? null,
    fromUserId: senderUserId(entry),
    contactId,
    conversationId,
    phoneNumberId: number.phoneNumberId,
    contact: contactOf(entry),
    ...(message.group_id !== undefined && { groupId: message.group_id }),
    ...(isStandby && { standby: true as const }),
    message: isDeleted ? withoutContent(message) : { ...message },
  }
}

function withoutContent({ id, from, from_user_id, timestamp, group_id }: InboundEntry['message']) {
  return { id, from, from_user_id, timestamp, group_id, type: deletedType }
}

/** What a client would otherwise have to look up or to parse. */
function toMeaning({ message, known }: InboundEntry, { referredId, isDeleted }: InboundPlace) {
  if (isDeleted) return {}
  if (known && message.type === 'reaction')
    return {
      reaction: { messageId: referredId, wamid: message.reaction.message_id, emoji: message.reaction.emoji || null },
    }
  const repliedTo = message.context?.id
  return {
    ...(repliedTo !== undefined && { replyTo: { messageId: referredId, wamid: repliedTo } }),
    ...(known && message.type === 'interactive' && message.interactive.type === 'nfm_reply'
      ? { answers: toAnswers(message.interactive.nfm_reply) }
      : {}),
  }
}

/** `response_json` is JSON inside a string; what is none stays in the message alone. */
function toAnswers({ name, response_json: text }: { name?: string; response_json: string }) {
  const parsed = parseObject(text)
  const { flow_token: token = null, ...values } = parsed ?? {}
  return { name: name ?? null, token, values: parsed ? values : null }
}

function parseObject(text: unknown): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(`${text}`)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

function toChangeData(entry: InboundEntry, number: NumberRow, place: InboundPlace) {
  const { message } = entry
  const changed = changedIdentity(entry)
  return {
    contactId: place.contactId,
    conversationId: place.conversationId,
    phoneNumberId: number.phoneNumberId,
    before: { phone: message.from ?? null, userId: changed?.formerUserId ?? null },
    after: { phone: changed?.phone ?? message.from ?? null, userId: changed?.userId ?? changed?.formerUserId ?? null },
    wamid: message.id,
  }
}

/** Wamids of messages that an inbound one points at. */
export function referredWamid({ message, known }: InboundEntry): string | null {
  if (known && message.type === 'reaction') return message.reaction.message_id
  return message.context?.id ?? null
}
