import type { Attribute } from '../../contacts/attributes/attribute.ts'

/** A point in time before now. */
export interface Ago {
  n: number
  unit: 'minutes' | 'hours' | 'days' | 'weeks' | 'months'
}

export type FilterEvent =
  | 'message.received'
  | 'message.status.sent'
  | 'message.status.delivered'
  | 'message.status.read'
  | 'message.status.failed'
  | 'campaign.clicked'

/** That something happened, or did not: so often, within a time, with a template or a button. */
export interface EventTest {
  event: FilterEvent
  did: boolean
  /** Null: ever. */
  inLast: Ago | null
  count: { op: 'gte' | 'lte' | 'eq'; n: number }
  /** Our id of the campaign whose message it was, or was answered; null: any message. */
  campaignId: string | null
  /** Of the template that was sent; null: any message. */
  template: string | null
  /** Of the button or the row that was chosen; null: any message. */
  payload: string | null
}

/** Texts are keys: as values are stored to be compared. */
export type Test =
  | { kind: 'exists'; isThere: boolean }
  | { kind: 'compare'; op: 'eq' | 'neq' | 'lt' | 'lte' | 'gt' | 'gte'; key: string }
  | { kind: 'between'; from: string; to: string }
  | { kind: 'in'; keys: readonly string[] }
  | { kind: 'contains' | 'starts_with'; text: string }
  /** Within so long before now, or before that. */
  | { kind: 'recent'; ago: Ago; isWithin: boolean; isLocal?: boolean }
  /** The day and month come within so many days from today. `isLocal`: in the zone of the contact. */
  | { kind: 'anniversary'; days: number; isLocal?: boolean }
  | { kind: 'event'; event: EventTest }
  | { kind: 'lists'; op: 'has_any' | 'has_all' | 'has_none'; keys: readonly string[] }

/** What a leaf looks at. */
export type Subject =
  | { kind: 'attribute'; attribute: Attribute }
  /** A column of contacts that holds a text as it is compared. */
  | { kind: 'text'; column: 'name_key' | 'country' | 'language' | 'timezone' | 'phone' }
  | { kind: 'instant'; column: 'created_at' | 'updated_at' | 'last_inbound_at' }
  | { kind: 'tags' }
  | { kind: 'consent'; purpose: string }
  | { kind: 'segment'; ids: readonly string[] }
  | { kind: 'window' }
  | { kind: 'reachability' }
  | { kind: 'event' }

/** `path`: where the leaf stands in the filter that was given. */
export type Filter =
  | { kind: 'all' | 'any'; filters: readonly Filter[] }
  | { kind: 'not'; filter: Filter }
  | { kind: 'leaf'; path: string; subject: Subject; test: Test }

export const maxDepth = 5
export const maxLeaves = 50
export const maxValues = 1000

export function leavesOf(filter: Filter): Extract<Filter, { kind: 'leaf' }>[] {
  if (filter.kind === 'leaf') return [filter]
  return filter.kind === 'not' ? leavesOf(filter.filter) : filter.filters.flatMap(leavesOf)
}

/** Whether it asks what day it is. */
export const asksForDay = (filter: Filter): boolean =>
  leavesOf(filter).some(({ test }) => test.kind === 'recent' || test.kind === 'anniversary')

export const segmentIdsOf = (filter: Filter): string[] =>
  leavesOf(filter).flatMap(({ subject }) => (subject.kind === 'segment' ? subject.ids : []))
