/** What is known of a person's consent to one purpose. */
export const consentStates = ['unknown', 'implied', 'pending', 'opted_in', 'opted_out', 'blocked'] as const
export type ConsentState = (typeof consentStates)[number]

/** What a message may be sent for. Topics, which an account defines, are parts of marketing: `marketing.offers`. */
export const purposes = ['marketing', 'utility', 'authentication', 'service'] as const
export type Purpose = (typeof purposes)[number]

/**
 * Marketing from one number, which Meta's id names: what people said to it who are asked number by number. No topic has a key
 * with a colon.
 */
export const marketingFrom = (phoneNumberId: string): string => `marketing.number:${phoneNumberId}`

/** How much a state permits, least first. */
const permission: Record<ConsentState, number> = {
  blocked: 0,
  opted_out: 1,
  pending: 2,
  unknown: 3,
  implied: 4,
  opted_in: 5,
}

/** Where one of two records has to give way, the more restrictive one stands; `unknown` is the absence of a record. */
const strictness: Record<ConsentState, number> = { ...permission, unknown: 6 }

/** The consent of one person to one purpose. Instants are ISO 8601 with milliseconds, so they compare as text. */
export interface ConsentRecord {
  state: ConsentState
  /** When the person, or whoever acted, brought about this state. */
  since: string
  /** The newest act that restricted; null: there was none. */
  stoppedAt: string | null
  /** The newest act of the person that permitted; an older restriction does not count against it. */
  permittedAt: string | null
  /** The state before the opt-out, to which WhatsApp's `resume` returns. */
  before: ConsentState
}

export interface ConsentAct {
  /** `resume`: the person takes back an opt-out, and what was before it holds again. */
  state: ConsentState | 'resume'
  /** An act of the person that can be proven. Anything else may restrict, never permit. */
  isProven: boolean
  /** When the person acted, in ISO 8601 with milliseconds. */
  at: string
}

export type ConsentDecision =
  /** `applied`: the record is of this act. `superseded`: the person has said something else since, which stands. */
  | { kind: 'applied' | 'superseded'; record: ConsentRecord }
  | { kind: 'rejected'; reason: 'evidence_missing' | 'evidence_older' }

const nothing: ConsentRecord = { state: 'unknown', since: '', stoppedAt: null, permittedAt: null, before: 'unknown' }

/** Whether a state forbids sending. */
export const isRestrictive = (state: ConsentState): boolean => state === 'opted_out' || state === 'blocked'

/**
 * What an act makes of a person's consent. `opted_out` and `blocked` give way to nothing but a newer act of the person that
 * is proven; anybody may restrict. The outcome of a set of stops and resumes does not depend on the order in which they arrive.
 */
export function decideConsent(current: ConsentRecord | null, act: ConsentAct): ConsentDecision {
  const record = current ?? nothing
  if (act.state === 'resume') return decideResume(record, act)
  if (permission[act.state] > permission[record.state]) return decideRaise(record, act, act.state)
  return isRestrictive(act.state) || permission[act.state] < permission[record.state]
    ? decideRestriction(record, act, act.state)
    : { kind: 'applied', record: permitted(record, act, act.state) }
}

function decideResume(record: ConsentRecord, act: ConsentAct): ConsentDecision {
  if (!act.isProven) return { kind: 'rejected', reason: 'evidence_missing' }
  if (record.state !== 'opted_out') return { kind: 'applied', record: permitted(record, act, record.state) }
  if (act.at <= (record.stoppedAt ?? '')) return { kind: 'superseded', record }
  return { kind: 'applied', record: permitted(record, act, record.before) }
}

function decideRaise(record: ConsentRecord, act: ConsentAct, state: ConsentState): ConsentDecision {
  if (isRestrictive(record.state) || state === 'opted_in') {
    if (!act.isProven) return { kind: 'rejected', reason: 'evidence_missing' }
    if (act.at <= (record.stoppedAt ?? '')) return { kind: 'rejected', reason: 'evidence_older' }
  }
  return { kind: 'applied', record: permitted(record, act, state) }
}

function decideRestriction(record: ConsentRecord, act: ConsentAct, state: ConsentState): ConsentDecision {
  if (act.at < (record.permittedAt ?? '')) return { kind: 'superseded', record }
  if (!isRestrictive(state)) return { kind: 'applied', record: { ...record, state, since: act.at } }
  const stoppedAt = latest(record.stoppedAt, act.at)
  const since = record.state === state ? record.since : act.at
  const before = isRestrictive(record.state) ? record.before : record.state
  return { kind: 'applied', record: { ...record, state, since, stoppedAt, before } }
}

function permitted(record: ConsentRecord, { isProven, at }: ConsentAct, state: ConsentState): ConsentRecord {
  const permittedAt = isProven ? latest(record.permittedAt, at) : record.permittedAt
  return { ...record, state, since: record.state === state && record.since !== '' ? record.since : at, permittedAt }
}

const latest = (one: string | null, other: string): string => (one !== null && one > other ? one : other)

/** The consent of a person of whom several records are kept, as after a merge: the most restrictive. Null: there are none. */
export function mostRestrictive(records: readonly ConsentRecord[]): ConsentRecord | null {
  const [first, ...rest] = records
  if (first === undefined) return null
  return rest.reduce((one, other) => {
    const strict = strictness[other.state] < strictness[one.state] ? other : one
    return {
      ...strict,
      stoppedAt: latestOf(one.stoppedAt, other.stoppedAt),
      permittedAt: isRestrictive(strict.state) ? strict.permittedAt : latestOf(one.permittedAt, other.permittedAt),
    }
  }, first)
}

const latestOf = (one: string | null, other: string | null): string | null =>
  one === null || other === null ? (one ?? other) : latest(one, other)
