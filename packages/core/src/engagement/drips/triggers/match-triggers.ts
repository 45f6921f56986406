import { isObject } from '@dawk/cloud-api/json.ts'
import type { EventType } from '#events/catalogue.ts'
import type { GatewayEvent } from '#events/event.ts'
import { campaignOf } from '../../campaigns/feed/hand-over.ts'
import { normalizePhrase, phrasesOf } from '../../consent/signals/keywords.ts'
import type { DripTrigger } from '../drip.ts'

/** Events that may lead people into a drip. */
export const triggeringTypes = [
  'contact.created',
  'contact.tagged',
  'contact.consent_changed',
  'segment.entered',
  'message.received',
  'message.status.delivered',
  'message.status.read',
  'message.status.failed',
  'link.clicked',
] as const satisfies readonly EventType[]

export type TriggeringEvent = Extract<GatewayEvent, { type: (typeof triggeringTypes)[number] }>

/** Whom an event leads in, and what names it. The same fact told again has the same name. */
export type Match =
  | { contactId: string; triggerKey: string }
  | { recipient: { campaignId: string; seq: number }; triggerKey: string; lastMessageId: string }

/** Null: nobody. */
export function matchTrigger(trigger: DripTrigger, event: TriggeringEvent): Match | null {
  const { type, data } = event
  switch (type) {
    case 'contact.created':
      return trigger.on === 'contact_created'
        ? { contactId: data.contactId, triggerKey: `contact:${data.contactId}` }
        : null
    case 'contact.tagged':
      return trigger.on === 'tag_added' && data.tags.includes(trigger.tag)
        ? { contactId: data.contactId, triggerKey: `event:${event.id}` }
        : null
    case 'contact.consent_changed':
      return trigger.on === 'consent_given' &&
        data.after === 'opted_in' &&
        data.purpose === (trigger.purpose ?? 'marketing')
        ? { contactId: data.contactId, triggerKey: `consent:${data.consentEventId}` }
        : null
    case 'segment.entered':
      return trigger.on === 'segment_entered' && data.segmentId === trigger.segmentId
        ? { contactId: data.contactId, triggerKey: `event:${event.id}` }
        : null
    case 'message.received':
      return matchMessage(trigger, data)
    case 'link.clicked':
      return trigger.on === 'link_clicked' &&
        data.contactId !== null &&
        (trigger.name ?? data.name) === data.name &&
        (trigger.campaignId ?? data.campaignId) === data.campaignId
        ? { contactId: data.contactId, triggerKey: `event:${event.id}` }
        : null
    default:
      return matchStatus(trigger, event as Extract<TriggeringEvent, { type: 'message.status.read' }>)
  }
}

type Received = Extract<TriggeringEvent, { type: 'message.received' }>['data']

function matchMessage(trigger: DripTrigger, data: Received): Match | null {
  if (data.contactId === null || data.groupId !== undefined) return null
  const match = { contactId: data.contactId, triggerKey: `message:${data.messageId}` }
  const { message } = data
  if (!isObject(message)) return null
  if (trigger.on === 'keyword') {
    const words = new Set(trigger.words.map(normalizePhrase))
    return phrasesOf(message).some((phrase) => words.has(normalizePhrase(phrase))) ? match : null
  }
  return trigger.on === 'button' && payloadOf(message) === trigger.payload ? match : null
}

/** What a quick reply or a button of ours carries. */
function payloadOf(message: unknown): string | null {
  const button = isObject(message) ? message['button'] : null
  const interactive = isObject(message) ? message['interactive'] : null
  const reply = isObject(interactive) ? (interactive['button_reply'] ?? interactive['list_reply']) : null
  const payload = isObject(button) ? (button['payload'] ?? button['text']) : isObject(reply) ? reply['id'] : null
  return typeof payload === 'string' ? payload : null
}

/** Of the messages of a campaign: which recipient, since a status does not say who the person is. */
function matchStatus(
  trigger: DripTrigger,
  { type, data }: Extract<TriggeringEvent, { type: 'message.status.read' }>,
): Match | null {
  const of = trigger.on === 'campaign' ? campaignOf(data.metadata) : null
  if (
    trigger.on !== 'campaign' ||
    of?.campaignId !== trigger.campaignId ||
    type !== `message.status.${trigger.outcome}`
  )
    return null
  return { recipient: of, triggerKey: `campaign:${data.messageId}`, lastMessageId: data.messageId }
}
