import type { PauseReason } from './pause-reasons.ts'
import type { Bindings } from './plan/bindings.ts'

export const campaignStates = [
  'draft',
  'scheduled',
  'planning',
  'running',
  'paused',
  'completed',
  'canceling',
  'canceled',
  'failed',
] as const
export type CampaignState = (typeof campaignStates)[number]

/** Nothing happens to it any more. */
export const isEnded = (state: CampaignState): boolean =>
  state === 'completed' || state === 'canceled' || state === 'failed'

/** Whom a campaign goes to; together, each person once. */
export interface Audience {
  segmentIds?: readonly string[] | undefined
  /** As of segments. */
  filter?: unknown
  contactIds?: readonly string[] | undefined
  /** Nobody of these segments. */
  excludeSegmentIds?: readonly string[] | undefined
}

/** Another content for a part of the people. */
interface Variant {
  /** Whole numbers; the share is this by the sum of all. */
  weight: number
  template?: TemplateName | undefined
  bindings?: Bindings | undefined
}

export interface TemplateName {
  name: string
  language: string
}

export interface Schedule {
  /** An instant, or with a time zone a local time without offset: `2026-12-01T10:00`. */
  at: string
  /** IANA, or `contact`: each person's own. Absent: `at` is an instant. */
  timezone?: string | undefined
  /** For people whose zone is not known. */
  fallbackTimezone?: string | undefined
  /** For people whose local time has passed when the campaign is planned. */
  ifPassed?: 'send_now' | 'skip' | undefined
}

/** What a campaign was asked to do. */
export interface CampaignDefinition {
  numberId: string
  template: TemplateName
  bindings: Bindings
  audience: Audience
  /** The second and further ones; the first is the campaign's own content. */
  variants: readonly Variant[]
  /** The weight of the first. */
  weight: number
  /** Of the people, who get nothing, to compare with. */
  holdoutPercent: number
  schedule: Schedule | null
  maxPerMinute: number | null
  /** Percent of the people after which it looks whether to go on; the last step is everybody. */
  ramp: { percents: readonly number[]; everyMinutes: number } | null
  /** Of the daily allowance of the business, kept for other messages. */
  reservePercent: number
  /** Local times of each person at which nothing leaves. */
  quietHours: { from: string; to: string } | null
  /** Who has not been sent anything by then is skipped. */
  endsAt: string | null
  /** When the start was missed by more than so long. */
  latePolicy: { maxDelayMinutes: number; action: 'hold' | 'send' | 'cancel' }
  /** Pauses when more than this share of the last so many outcomes failed with one code that is not the person's. */
  breaker: { failPercent: number; window: number }
  /** How long after delivery an answer or an opt-out counts. */
  attributionHours: number
}

/** A campaign as stored. Instants are ISO 8601. */
export interface Campaign {
  id: string
  name: string
  state: CampaignState
  pausedBy: PauseReason | null
  reason: string | null
  resumesTo: CampaignState | null
  definition: CampaignDefinition
  parentId: string | null
  planned: number
  duplicates: number
  version: number
  createdAt: string
  updatedAt: string
  launchedAt: string | null
  startsAt: string | null
  startedAt: string | null
  endedAt: string | null
  /** Why it waits as a whole, and until when; null: it does not. */
  waitsFor: string | null
  waitsUntil: string | null
}

/** A person of a list that comes with the campaign. */
export interface ListEntry {
  phone: string | null
  userId: string | null
  vars: Readonly<Record<string, string>>
}

export const maxEntries = 10_000

export const defaultDefinition = {
  bindings: {},
  variants: [],
  weight: 1,
  holdoutPercent: 0,
  schedule: null,
  maxPerMinute: null,
  ramp: null,
  reservePercent: 10,
  quietHours: null,
  endsAt: null,
  latePolicy: { maxDelayMinutes: 120, action: 'hold' },
  breaker: { failPercent: 30, window: 200 },
  attributionHours: 72,
} as const satisfies Partial<CampaignDefinition>
