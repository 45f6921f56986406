import type { EventNote } from '../mapping/read-event.ts'
import type { ActionKind } from '../sources/event-source.ts'

export const incomingStates = ['pending', 'waiting', 'applied', 'skipped', 'unmapped', 'failed'] as const
export type IncomingState = (typeof incomingStates)[number]

/** Why nothing followed from an event, or from one of its actions. What refuses a message has the reasons of policy beside these. */
export const incomingReasons = {
  source_paused: 'The source was paused when it came.',
  no_phone: 'Nothing in it names a person: no phone number, user id or external id was found, or none could be read.',
  no_recipient: 'The contact has neither a phone number nor a user id.',
  no_actions: 'The source has no action for it.',
  erased_person: 'The data of this person were erased at their wish.',
  contact_conflict: 'Its keys belong to different contacts.',
  contact_refused: 'The contact could not be written.',
  not_for_it: 'The action is not for events of this kind.',
  already_sent: 'It was done before, for the same event or the same order.',
  too_late: 'It happened longer ago than the action allows.',
  no_conversation: 'A flow speaks in a conversation, and the person has none with the number yet.',
  flow_not_live: 'The flow has no live version, or is disabled.',
  drip_not_active: 'The drip is not active.',
  not_let_in: 'The drip does not let the person in again.',
  ended_before: 'What ends the drip had come before.',
  not_in_drip: 'The person is not in the drip.',
  number_gone: 'The number is not connected any more.',
  template_not_approved: 'The template is not approved.',
  param_missing: 'A value of the template is missing.',
  waits: 'It is sent once it may be.',
  insufficient_balance: 'The wallet does not reach.',
  failed: 'It failed again and again.',
} as const

/** What an event is in the lists of its account. Instants are ISO 8601. */
export interface IncomingEvent {
  id: string
  sourceId: string
  state: IncomingState
  reason: string | null
  type: string | null
  occurredAt: string | null
  contactId: string | null
  data: Readonly<Record<string, string>>
  notes: readonly EventNote[]
  run: number
  duplicates: number
  receivedAt: string
  appliedAt: string | null
}

export interface IncomingBody {
  body: string
  headers: Readonly<Record<string, string>>
}

export interface ActionOutcome {
  actionId: string
  kind: ActionKind
  outcome: 'done' | 'skipped' | 'waiting'
  reason: string | null
  messageId: string | null
  referenceId: string | null
  /** Of the event. */
  run: number
  at: string
}
