import type {
  BookEntry,
  EchoEntry,
  HistoryEntry,
  InboundEntry,
  ItemOrigin,
  OtherEntry,
  PaymentEntry,
  StatusEntry,
} from './webhook-types.ts'

export interface NotificationItems {
  readonly statuses: StatusEntry[]
  readonly payments: PaymentEntry[]
  readonly messages: InboundEntry[]
  readonly echoes: EchoEntry[]
  readonly history: HistoryEntry[]
  readonly book: BookEntry[]
  readonly others: OtherEntry[]
}

/** The change in which an item stands. */
export interface ChangeOrigin {
  readonly origin: ItemOrigin
  readonly field: string | null
  readonly time: number | null
}

export function toOther(at: ChangeOrigin, kind: OtherEntry['kind'], value: unknown, malformed: boolean): OtherEntry {
  return { ...at.origin, kind, field: at.field, time: at.time, value, malformed }
}
