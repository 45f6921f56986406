import type { Obstacle } from '#platform/errors.ts'
import { isTimeZone, localTime } from '#platform/time-zones.ts'
import type { Purpose } from '../consent/consent-state.ts'
import type { StoredConsent } from '../consent/consent-store.ts'
import { type PolicyReason, policyReasons, reasonOf } from './policy-reasons.ts'
import type { FrequencyCap, PolicySettings } from './policy-settings.ts'
import { quietUntil } from './quiet-hours.ts'
import { countryOf, zoneOf } from './zones.ts'

export interface StoredSuppression {
  id: string
  scope: 'all' | 'marketing'
  reason: string
  until: string | null
  createdAt: string
}

/** What is known of a person when a message to them is judged. Instants are ISO 8601. */
export interface PersonFacts {
  phone: string | null
  userId: string | null
  /** IANA zone that the contact has; null: none. */
  timeZone: string | null
  /** By purpose. */
  consents: ReadonlyMap<string, StoredConsent>
  suppressions: readonly StoredSuppression[]
  /** When Meta could not deliver within the last seven days. */
  undeliverableAt: readonly string[]
  cappedAt: string | null
  cappedUntil: string | null
  /** By the name of a template: until when it rests. */
  rests: Readonly<Record<string, string>>
  /** Marketing messages of the last 31 days, latest first. */
  sends: readonly { at: string; digest: string }[]
}

export interface MessageFacts {
  purpose: Purpose
  /** A topic of marketing, as `marketing.offers`; null: none. */
  topic: string | null
  /** Marketing from the number that sends, as `marketing.number:1065`; null: it is no marketing, or from no certain number. */
  number: string | null
  /** Null: none. */
  template: string | null
  /** Of template and values; null: not to be compared. */
  digest: string | null
}

export type Verdict = { kind: 'send' } | ({ kind: 'refuse' | 'wait'; reason: PolicyReason } & Obstacle)

interface Question {
  person: PersonFacts
  message: MessageFacts
  settings: PolicySettings
  now: number
}

type Finding = Obstacle | null
const dayMs = 24 * 3600_000
const iso = (at: number) => new Date(at).toISOString()
const report = (source: string): Obstacle['evidence'] => ({ kind: 'report', id: null, source })

/** Whether a message may be sent to a person now, and if not, why, since when and until when. */
export function decidePolicy(question: Question): Verdict {
  const { purpose } = question.message
  for (const reason of Object.keys(policyReasons) as PolicyReason[]) {
    const { purposes, effect } = reasonOf(reason)
    const finding = purposes.includes(purpose) ? findings[reason](question) : null
    if (finding) return { kind: effect, reason, ...finding }
  }
  return { kind: 'send' }
}

const findings: Record<PolicyReason, (question: Question) => Finding> = {
  erased: ({ person }) => ofSuppression(person.suppressions.find(({ reason }) => reason === 'erased')),
  suppressed: ({ person, message }) =>
    ofSuppression(
      person.suppressions.find(
        ({ scope, reason }) => reason !== 'erased' && (scope === 'all' || message.purpose === 'marketing'),
      ),
    ),
  blocked: ({ person, message }) => ofConsent(person, [message.purpose, 'service'], 'blocked'),
  opted_out: ({ person, message: { purpose, topic, number } }) =>
    ofConsent(
      person,
      [purpose, topic, number].filter((one) => one !== null),
      'opted_out',
    ),
  consent_missing: ({ person, message: { purpose, topic }, settings }) => {
    const agreed = [purpose, topic].some((one) => one !== null && person.consents.get(one)?.state === 'opted_in')
    return settings.marketingConsent === 'opt_in' && !agreed ? { since: null, until: null, evidence: null } : null
  },
  country_not_allowed: ({ person, settings }) => {
    const country = settings.blockedCountries.length === 0 ? null : countryOf(person)
    return country !== null && settings.blockedCountries.includes(country)
      ? { since: null, until: null, evidence: report(`country ${country}`) }
      : null
  },
  unreachable: ({ person: { undeliverableAt }, now }) => {
    const recent = undeliverableAt.filter((at) => Date.parse(at) > now - 7 * dayMs).toSorted()
    const [first] = recent
    if (first === undefined || recent.length < 2) return null
    const second = recent.at(-2) ?? first
    return { since: first, until: iso(Date.parse(second) + 7 * dayMs), evidence: report('131026') }
  },
  template_resting: ({ person, message: { template }, now }) => {
    const until = template === null ? undefined : person.rests[template]
    return until !== undefined && Date.parse(until) > now ? { since: null, until, evidence: report('130472') } : null
  },
  frequency_capped: ({ person, settings, now }) => {
    const ends = settings.caps.flatMap((cap) => capEnd(cap, person, settings, now) ?? [])
    return ends.length === 0 ? null : { since: null, until: iso(Math.max(...ends)), evidence: report('frequency cap') }
  },
  quiet_hours: ({ person, settings: { quietHours, timeZone }, now }) => {
    const until = quietHours && quietUntil(now, zoneOfPerson(person, timeZone), quietHours)
    return until === null ? null : { since: null, until: iso(until), evidence: report('quiet hours') }
  },
  meta_capped: ({ person: { cappedAt, cappedUntil }, settings, now }) =>
    settings.learnFromMeta && cappedUntil !== null && Date.parse(cappedUntil) > now
      ? { since: cappedAt, until: cappedUntil, evidence: report('131049') }
      : null,
  duplicate_content: ({ person, message: { digest }, settings: { duplicateDays }, now }) => {
    if (duplicateDays === null || digest === null) return null
    const same = person.sends.find(
      (send) => send.digest === digest && Date.parse(send.at) > now - duplicateDays * dayMs,
    )
    return same
      ? { since: same.at, until: iso(Date.parse(same.at) + duplicateDays * dayMs), evidence: report('sent before') }
      : null
  },
}

function ofSuppression(one: StoredSuppression | undefined): Finding {
  if (one === undefined) return null
  return { since: one.createdAt, until: one.until, evidence: { kind: 'suppression', id: one.id, source: one.reason } }
}

function ofConsent({ consents }: PersonFacts, purposes: readonly string[], state: 'blocked' | 'opted_out'): Finding {
  const [consent] = purposes.flatMap((purpose) => consents.get(purpose) ?? []).filter((one) => one.state === state)
  if (!consent) return null
  return {
    since: consent.since,
    until: null,
    evidence: { kind: 'consent_event', id: consent.eventId, source: consent.source },
  }
}

/** That of the contact, else of their country, else the account's. */
const zoneOfPerson = (person: PersonFacts, accountZone: string): string =>
  person.timeZone !== null && isTimeZone(person.timeZone) ? person.timeZone : zoneOf(person, accountZone)

const spanDays = { day: 1, week: 7, month: 30 } as const

/** When a cap lets the next message pass, in milliseconds; null: now. */
function capEnd(cap: FrequencyCap, person: PersonFacts, { timeZone }: PolicySettings, now: number): number | null {
  const sent = person.sends.map(({ at }) => Date.parse(at))
  if (cap.window === 'rolling') {
    const spanMs = spanDays[cap.per] * dayMs
    const counted = sent.filter((at) => at > now - spanMs)
    const oldest = counted[cap.max - 1]
    return oldest === undefined ? null : oldest + spanMs
  }
  const zone = zoneOfPerson(person, timeZone)
  const period = periodOf(now, zone, cap.per)
  if (sent.filter((at) => periodOf(at, zone, cap.per) === period).length < cap.max) return null
  return endOfPeriod(now, zone, cap.per, period)
}

/** The name of the calendar day, week (by its Monday) or month of an instant in a zone. */
function periodOf(at: number, zone: string, per: FrequencyCap['per']): string {
  const { date } = localTime(at, zone)
  if (per === 'day') return date
  if (per === 'month') return date.slice(0, 7)
  const day = Date.parse(`${date}T00:00:00Z`)
  return new Date(day - ((new Date(day).getUTCDay() + 6) % 7) * dayMs).toISOString().slice(0, 10)
}

/** The first quarter of an hour of the next period: every zone's days begin at one. */
function endOfPeriod(now: number, zone: string, per: FrequencyCap['per'], period: string): number {
  const quarterMs = 15 * 60_000
  let after = Math.floor(now / quarterMs) * quarterMs
  for (const step of [dayMs, 3600_000, quarterMs]) while (periodOf(after + step, zone, per) === period) after += step
  return after + quarterMs
}
