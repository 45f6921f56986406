import type { MessageError } from '#events/catalogue.ts'
import type { LaneItem } from '#platform/lanes/lane-item.ts'
import type { Recipient } from '../identities/recipient.ts'

/** A message that is about to leave. */
interface DepartingMessage extends Recipient {
  /** Our id of it. */
  id: string
  /** Meta's object, as JSON text. */
  content: string
  dryRun: boolean
}

export interface Departure {
  item: LaneItem
  message: DepartingMessage
  wabaId: string | null
  /** Meta's id of the number that sends. */
  phoneNumberId: string
}

/** Why a message does not leave: never, or not before an instant in ISO 8601. */
export type DepartureStop = { kind: 'refuse'; error: MessageError } | { kind: 'wait'; until: string; detail: string }

/** Looks at messages once more before they leave, many at a time; those that it does not name leave. Keys are ids of items. */
export type DepartureCheck = (departures: readonly Departure[]) => Promise<ReadonlyMap<string, DepartureStop>>
