import type { TemplateName } from '#engagement/campaigns/campaign.ts'
import type { Bindings } from '#engagement/campaigns/plan/bindings.ts'

export const sourceStates = ['active', 'paused'] as const
export type SourceState = (typeof sourceStates)[number]

export const hmacAlgorithms = ['sha1', 'sha256', 'sha512'] as const
export const hmacEncodings = ['hex', 'base64'] as const

/** How whoever posts proves that they may. The secrets are stored apart, sealed. */
export type SourceAuth =
  /** Whoever knows the address may post. */
  | { kind: 'token' }
  | {
      kind: 'hmac'
      header: string
      algorithm: (typeof hmacAlgorithms)[number]
      encoding: (typeof hmacEncodings)[number]
      /** Stands before the signature, as `sha256=`. */
      prefix?: string
      /** With it `<timestamp>.<body>` is signed, and what is older than five minutes is refused. */
      timestampHeader?: string
    }
  | { kind: 'basic'; username: string }
  | { kind: 'bearer' }
  | { kind: 'header'; header: string }
  | { kind: 'standard_webhooks' }

export const authKinds = ['token', 'hmac', 'basic', 'bearer', 'header', 'standard_webhooks'] as const

/** Under what an event is known, so that it counts once. Absent: every request is an event of its own. */
export interface SourceDedupe {
  /** `/id` of the body, or `header:x-event-id`. */
  pointer?: string
  ttlHours: number
}

/** What of an event is what. Each place is a JSON pointer as `/customer/phone`, or `header:<name>`. */
export interface EventMapping {
  type?: string
  /** What kinds are called here, by what they are called there. */
  typeNames?: Readonly<Record<string, string>>
  occurredAt?: string
  contact: {
    phone?: string
    /** Where it is looked for next, in this order. */
    morePhones?: readonly string[]
    /** Of phone numbers without a country code. */
    country?: string
    defaultCountry?: string
    userId?: string
    externalId?: string
    /** Several are joined with spaces. */
    name?: readonly string[]
    language?: string
  }
  attributes: Readonly<Record<string, string>>
  tags: readonly string[]
  /** What templates, drips and flows may use, under a name. */
  data: Readonly<Record<string, string>>
  /** Absent: events say nothing of consent. */
  consent?: ConsentMapping
}

export interface ConsentMapping {
  purpose: string
  state: string
  /** Values of `state`, compared as texts without case. */
  optedIn: readonly string[]
  optedOut: readonly string[]
  /** When the person acted. Without a value nobody is opted in. */
  occurredAt?: string
  /** What the person agreed to, in fixed words. */
  text?: string
}

export const conditionOperators = [
  'equals',
  'not_equals',
  'contains',
  'not_contains',
  'exists',
  'missing',
  'above',
  'below',
] as const

export interface EventCondition {
  pointer: string
  op: (typeof conditionOperators)[number]
  value?: string
}

interface ActionBase {
  /** Names it within its source: claims and logs refer to it. */
  id: string
  /** Of events whose type is one of these; absent: of all. */
  types?: readonly string[]
  /** All of them have to hold. */
  conditions?: readonly EventCondition[]
  /** Once for each value, as that of `/order/id`; absent: once for each event. */
  oncePer?: string
  /** What happened longer ago is not acted upon any more. */
  maxAgeMinutes?: number
}

export type EventAction = ActionBase &
  (
    | { kind: 'send_template'; numberId: string; template: TemplateName; bindings?: Bindings }
    | { kind: 'start_flow'; flowId: string; numberId?: string }
    | { kind: 'enroll'; dripId: string }
    | { kind: 'exit_drip'; dripId: string }
  )

export const actionKinds = ['send_template', 'start_flow', 'enroll', 'exit_drip'] as const
export type ActionKind = (typeof actionKinds)[number]

export interface SourceResponse {
  status: 200 | 202 | 204
  /** Absent: what was received. */
  body?: string
}

export interface SourceSettings {
  name: string
  auth: SourceAuth
  dedupe: SourceDedupe
  mapping: EventMapping
  actions: readonly EventAction[]
  respond: SourceResponse
}

export interface EventSource extends SourceSettings {
  id: string
  accountId: string
  kind: string
  state: SourceState
  /** The end of its address, sealed. */
  tokenCipher: Buffer
  hasSecret: boolean
  previousTokenUntil: string | null
  previousSecretUntil: string | null
  lastEventAt: string | null
  createdAt: string
  updatedAt: string
}

const defaultMapping: EventMapping = { contact: {}, attributes: {}, tags: [], data: {} }
export const defaultSource = {
  auth: { kind: 'token' },
  dedupe: { ttlHours: 72 },
  mapping: defaultMapping,
  actions: [],
  respond: { status: 202 },
} as const satisfies Omit<SourceSettings, 'name'>

export const maxSources = 50
export const maxActions = 20
export const maxEventBytes = 256 * 1024
export const maxEventsAtOnce = 500
/** Of a source: 50 a second. */
export const eventsPerMinute = 3000
/** Events and the keys of claims are kept for so long. */
export const eventDays = 30

/** Under which name the ids of another system are known. */
export const externalSourceOf = ({ id, kind }: Pick<EventSource, 'id' | 'kind'>): string =>
  kind === 'webhook' ? `source:${id}` : `${kind}:${id}`

export const sourceSecretAad = (id: string): string => `event_source|${id}|secret`
export const sourceTokenAad = (id: string): string => `event_source|${id}|token`
