import { isDeepStrictEqual } from 'node:util'
import type { BusinessAccountDetails } from '@dawk/cloud-api/calls/onboarding-calls.ts'
import type { PhoneNumberDetails } from '@dawk/cloud-api/client.ts'
import { isObject } from '@dawk/cloud-api/json.ts'
import type { NumberEventType } from '#events/catalogue.ts'
import type { NewEvent } from '#events/event.ts'

/** What Meta says of a number, in Meta's words; a member that is not there was not told yet. */
export interface HealthFacts {
  /** GREEN, YELLOW, RED or UNKNOWN. */
  quality?: string
  /** TIER_250 to TIER_UNLIMITED: people a day that may be written to first; shared by the business's numbers. */
  messagingLimit?: string
  /** STANDARD or HIGH: messages a second. */
  throughput?: string
  /** CONNECTED, FLAGGED, RESTRICTED, BANNED, … */
  status?: string
  /** AVAILABLE, LIMITED or BLOCKED. */
  canSend?: string
  nameStatus?: string
  /** Of the business account: APPROVED, PENDING, REJECTED or DEFERRED. */
  accountReview?: string
  /** DISABLE, SCHEDULE_FOR_DISABLE or DELETED; null: lifted. */
  banState?: string | null
  /** Kinds of messaging that Meta has restricted for the account. */
  restrictions?: readonly string[]
  /** Of Meta's policies, by its name. */
  violation?: string
  /** Also used in the phone app. */
  coexists?: boolean
  /** GRANTED; REMOVED: the business took it back; OFFBOARDED: a number of the phone app that left. Told by webhooks alone. */
  access?: string
}

export interface NumberHealth {
  facts: HealthFacts
  /** ISO 8601; null: never. */
  readAt: string | null
  /** Of the last reading, if it failed. */
  error: string | null
}

/** What becomes of a number while it is connected. */
type HealthEventType = Exclude<NumberEventType, 'number.connected' | 'number.disconnected'>

const factsOf: Readonly<Record<HealthEventType, readonly (keyof HealthFacts)[]>> = {
  'number.quality_changed': ['quality'],
  'number.limit_changed': ['messagingLimit'],
  'number.throughput_changed': ['throughput', 'coexists'],
  'number.status_changed': ['status', 'canSend'],
  'number.name_changed': ['nameStatus'],
  'number.account_changed': ['accountReview', 'banState', 'restrictions', 'violation', 'access'],
}

export function toFacts(number: PhoneNumberDetails, account: BusinessAccountDetails | null): HealthFacts {
  return known({
    quality: number.quality_rating,
    messagingLimit: number.whatsapp_business_manager_messaging_limit,
    throughput: number.throughput?.level,
    status: number.status,
    canSend: number.health_status?.can_send_message,
    nameStatus: number.name_status,
    accountReview: account?.account_review_status,
    coexists: number.is_on_biz_app,
  })
}

type Json = Readonly<Record<string, unknown>>

const readers: Readonly<Record<string, (value: Json) => Record<string, unknown>>> = {
  phone_number_quality_update: (value) => ({
    messagingLimit: toTier(value['max_daily_conversations_per_business'] ?? value['current_limit']),
    ...qualityEvents[String(value['event'])],
  }),
  phone_number_name_update: ({ decision }) => ({ nameStatus: textOf(decision) }),
  business_capability_update: (value) => ({ messagingLimit: toTier(value['max_daily_conversations_per_business']) }),
  account_review_update: ({ decision }) => ({ accountReview: textOf(decision) }),
  account_update: readAccountUpdate,
}

/** The fields of webhooks that tell of numbers, and whether they name one of the account's numbers. */
export const isHealthField = (field: string | null): field is string => field !== null && Object.hasOwn(readers, field)

/** What a webhook tells; nothing for what it tells beyond that. */
export const readHealthWebhook = (field: string, value: Json): HealthFacts => known(readers[field]?.(value) ?? {})

const qualityEvents: Readonly<Record<string, HealthFacts>> = {
  THROUGHPUT_UPGRADE: { throughput: 'HIGH' },
  FLAGGED: { status: 'FLAGGED' },
  UNFLAGGED: { status: 'CONNECTED' },
}

function readAccountUpdate(value: Json): Record<string, unknown> {
  const part = (name: string): Json => (isObject(value[name]) ? value[name] : {})
  switch (value['event']) {
    case 'DISABLED_UPDATE': {
      const state = textOf(part('ban_info')['waba_ban_state'])
      return { banState: state === 'REINSTATE' ? null : state }
    }
    case 'ACCOUNT_DELETED':
      return { banState: 'DELETED' }
    case 'ACCOUNT_VIOLATION':
      return { violation: textOf(part('violation_info')['violation_type']) }
    case 'ACCOUNT_RESTRICTION': {
      const list = Array.isArray(value['restriction_info']) ? value['restriction_info'] : []
      return { restrictions: list.flatMap((one) => (isObject(one) ? (textOf(one['restriction_type']) ?? []) : [])) }
    }
    case 'PARTNER_REMOVED':
      return { access: 'REMOVED', canSend: 'BLOCKED' }
    case 'ACCOUNT_OFFBOARDED':
      return { access: 'OFFBOARDED', canSend: 'BLOCKED' }
    case 'PARTNER_ADDED':
    case 'ACCOUNT_RECONNECTED':
      return { access: 'GRANTED', canSend: 'AVAILABLE' }
    default:
      return {}
  }
}

const tiers: readonly (readonly [number, string])[] = [
  [50, 'TIER_50'],
  [250, 'TIER_250'],
  [1000, 'TIER_1K'],
  [2000, 'TIER_2K'],
  [10_000, 'TIER_10K'],
  [100_000, 'TIER_100K'],
]

/** Webhooks tell the limit as a tier or as a number of people; -1 has been seen for no limit. */
function toTier(value: unknown): string | undefined {
  if (typeof value !== 'number') return textOf(value)
  if (value < 0) return 'TIER_UNLIMITED'
  return tiers.find(([most]) => value <= most)?.[1] ?? 'TIER_UNLIMITED'
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
const known = (facts: object): HealthFacts =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))

/** How many messages a second Meta takes: https://developers.facebook.com/docs/whatsapp/cloud-api/overview#throughput */
export function paceOf({ throughput, coexists }: HealthFacts): number {
  if (coexists) return 20
  return throughput === 'HIGH' ? 1000 : 80
}

export interface HealthSubject {
  numberId: string
  accountId: string
  laneId: string
  phoneNumberId: string
  wabaId: string | null
  displayPhoneNumber: string | null
}

/** `firstIsNews`: what was not known before is announced too, as a webhook's; a first reading tells nobody. */
export function healthEvents(
  { numberId, accountId, phoneNumberId, wabaId, displayPhoneNumber }: HealthSubject,
  before: HealthFacts,
  after: HealthFacts,
  { at, firstIsNews }: { at: Date; firstIsNews: boolean },
): NewEvent[] {
  const isNews = (name: keyof HealthFacts) =>
    (firstIsNews || before[name] !== undefined) && !isDeepStrictEqual(before[name], after[name])
  const types = (Object.keys(factsOf) as HealthEventType[]).filter((type) => factsOf[type].some(isNews))
  const subject = { numberId, phoneNumberId, wabaId, displayPhoneNumber }
  return types.map((type) => ({
    accountId,
    type,
    at: at.toISOString(),
    data: { ...subject, ...after, previous: before },
  }))
}
