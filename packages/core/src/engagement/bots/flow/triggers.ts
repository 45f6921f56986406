import { choice, list, object, optional, text, variants } from '@dawk/cloud-api/content/schema.ts'
import { compileValidator } from '@dawk/cloud-api/content/validator.ts'
import type { Static } from 'typebox'
import { conditionOf } from './nodes/branch-nodes.ts'
import { whole } from './nodes/node-kind.ts'
import { hours } from './nodes/wait-nodes.ts'

const matches = ['exact', 'prefix', 'any_word', 'contains', 'near'] as const

/** Events of the log that start a flow with the contact whom they are about. */
export const startingEvents = [
  'contact.created',
  'contact.updated',
  'contact.tagged',
  'contact.untagged',
  'contact.consent_changed',
  'segment.entered',
  'segment.left',
  'conversation.updated',
  'conversation.sla_breached',
  'message.payment',
  'event_source.event_received',
  'flow.session.completed',
  'flow.session.failed',
] as const

const shared = {
  if: optional(conditionOf('Only where this holds: {"value": "event.tag", "op": "equals", "to": "vip"}.')),
  priority: optional(whole(-100, 100, 'Of two that fit alike the higher one starts; 0 unless given.')),
  cooldownSeconds: optional(
    whole(0, 31_536_000, 'A contact does not start the flow again by this trigger for so long.'),
  ),
  numberIds: optional(
    list(text(64), 1, 100, { description: 'Our ids of the numbers that it listens at; all unless given.' }),
  ),
}

export const triggerKinds = {
  keyword: object({
    kind: choice(['keyword']),
    words: list(text(100), 1, 100, { description: 'Compared without case, accents, punctuation and emoji.' }),
    match: optional(choice(matches)),
    language: optional(text(20, { description: 'Only for contacts of this language.' })),
    ...shared,
  }),
  payload: object({
    kind: choice(['payload']),
    payload: text(256, { description: 'Of a button, a quick reply or a list; with * at its end, what begins so.' }),
    ...shared,
  }),
  referral: object({
    kind: choice(['referral']),
    sourceId: optional(text(100, { description: 'Of the ad or post.' })),
    headline: optional(text(200, { description: 'Is found in its headline.' })),
    ...shared,
  }),
  message_type: object({
    kind: choice(['message_type']),
    types: list(text(40), 1, 20, {
      description: "Meta's word: image, location, contacts, order, reaction, nfm_reply.",
    }),
    ...shared,
  }),
  first_message: object({ kind: choice(['first_message']), ...shared }),
  first_since: object({
    kind: choice(['first_since']),
    days: whole(1, 365, 'Nothing was written for so long.'),
    ...shared,
  }),
  outside_hours: object({ kind: choice(['outside_hours']), ...hours, ...shared }),
  any_message: object({ kind: choice(['any_message']), ...shared }),
  event: object({
    kind: choice(['event']),
    types: list(choice(startingEvents), 1, startingEvents.length),
    ...shared,
  }),
}

/** What starts a flow. Whatever the triggers, the API starts it too. */
export const Trigger = variants('kind', triggerKinds)
export type Trigger = Static<typeof Trigger>
type TriggerKind = Trigger['kind']
export type TriggerOf<Kind extends TriggerKind> = Extract<Trigger, { kind: Kind }>

export const validateTrigger = compileValidator(Trigger)

const byMatch = { exact: 90, prefix: 80, any_word: 70, contains: 65, near: 60 } as const
const byKind: Record<Exclude<TriggerKind, 'keyword'>, number> = {
  payload: 100,
  referral: 95,
  message_type: 50,
  first_message: 30,
  first_since: 28,
  outside_hours: 25,
  any_message: 10,
  event: 0,
}

/** Of several triggers that fit, the most specific one starts its flow. */
export const specificityOf = (trigger: Trigger): number =>
  trigger.kind === 'keyword' ? byMatch[trigger.match ?? 'exact'] : byKind[trigger.kind]
