import assert from 'node:assert/strict'
import { test } from 'vitest'
import { type ConsentState, purposes } from '../consent/consent-state.ts'
import type { StoredConsent } from '../consent/consent-store.ts'
import { decidePolicy, type MessageFacts, type PersonFacts } from './decide-policy.ts'
import { defaultSettings, type PolicySettings } from './policy-settings.ts'

const now = Date.parse('2026-11-29T12:00:00Z')
const ago = (hours: number) => new Date(now - hours * 3600_000).toISOString()

function consent(purpose: string, state: ConsentState): [string, StoredConsent] {
  const times = { since: ago(48), stoppedAt: ago(48), permittedAt: null }
  return [purpose, { purpose, state, ...times, before: 'unknown', source: 'keyword', eventId: 'e1' }]
}

const nobody: PersonFacts = {
  ...{
    phone: '919900112233',
    userId: null,
    timeZone: null,
    consents: new Map(),
    suppressions: [],
    undeliverableAt: [],
  },
  ...{ cappedAt: null, cappedUntil: null, rests: {}, sends: [] },
}
const offer: MessageFacts = { purpose: 'marketing', topic: null, number: null, template: 'offer', digest: 'd' }

function judge(
  person: Partial<PersonFacts>,
  settings: Partial<PolicySettings> = {},
  message: Partial<MessageFacts> = {},
) {
  return decidePolicy({
    person: { ...nobody, ...person },
    message: { ...offer, ...message },
    settings: { ...defaultSettings, ...settings },
    now,
  })
}

/** For which purposes a person gets nothing. */
const stopped = (person: Partial<PersonFacts>) =>
  purposes.filter((purpose) => judge(person, {}, { purpose }).kind !== 'send')

test('nothing stands in the way of somebody of whom nothing is known', () => {
  assert.deepEqual(stopped({}), [])
})

test('an opt-out stops marketing, says since when and by which evidence, and lets one-time passwords pass', () => {
  const person = { consents: new Map([consent('marketing', 'opted_out')]) }
  assert.deepEqual(stopped(person), ['marketing'])
  assert.deepEqual(judge(person), {
    ...{ kind: 'refuse', reason: 'opted_out', since: ago(48), until: null },
    evidence: { kind: 'consent_event', id: 'e1', source: 'keyword' },
  })
})

test('each reason covers its purposes', () => {
  const suppression = { id: 's', reason: 'complaint', until: null, createdAt: ago(1) }
  assert.deepEqual(stopped({ suppressions: [{ ...suppression, scope: 'all' }] }), [
    'marketing',
    'utility',
    'authentication',
  ])
  assert.deepEqual(stopped({ suppressions: [{ ...suppression, scope: 'marketing' }] }), ['marketing'])
  assert.deepEqual(stopped({ suppressions: [{ ...suppression, scope: 'marketing', reason: 'erased' }] }), [
    'marketing',
    'utility',
  ])
  assert.deepEqual(stopped({ consents: new Map([consent('service', 'blocked')]) }), [...purposes])
  assert.deepEqual(stopped({ consents: new Map([consent('utility', 'opted_out')]) }), ['utility'])
  assert.deepEqual(stopped({ undeliverableAt: [ago(100), ago(2)] }), ['marketing', 'utility'])
  assert.deepEqual(stopped({ undeliverableAt: [ago(200), ago(2)] }), [])
})

test('the first reason in the order of the list is given', () => {
  const suppressions = [{ id: 's', scope: 'all' as const, reason: 'complaint', until: null, createdAt: ago(1) }]
  const verdict = judge({ suppressions, consents: new Map([consent('marketing', 'opted_out')]), cappedUntil: ago(-1) })
  assert.equal('reason' in verdict && verdict.reason, 'suppressed')
})

test('a topic is stopped by itself, and with marketing', () => {
  const ofTopic = { topic: 'marketing.offers' }
  const reason = (states: [string, StoredConsent][], settings = {}) => {
    const verdict = judge({ consents: new Map(states) }, settings, ofTopic)
    return 'reason' in verdict ? verdict.reason : verdict.kind
  }
  assert.equal(reason([consent('marketing.offers', 'opted_out')]), 'opted_out')
  assert.equal(reason([consent('marketing', 'opted_out'), consent('marketing.offers', 'opted_in')]), 'opted_out')
  assert.equal(reason([consent('marketing.offers', 'opted_in')], { marketingConsent: 'opt_in' }), 'send')
  assert.equal(reason([consent('marketing.news', 'opted_in')], { marketingConsent: 'opt_in' }), 'consent_missing')
})

test('settings of the account: consent, countries, quiet hours in the zone of the person', () => {
  const reasonFor = (settings: Partial<PolicySettings>, person: Partial<PersonFacts> = {}) => {
    const verdict = judge(person, settings)
    return 'reason' in verdict ? [verdict.reason, verdict.until] : [verdict.kind]
  }
  assert.deepEqual(reasonFor({ marketingConsent: 'opt_in' }), ['consent_missing', null])
  assert.deepEqual(reasonFor({ blockedCountries: ['US'] }, { phone: '14155552671' }), ['country_not_allowed', null])
  assert.deepEqual(reasonFor({ blockedCountries: ['US'] }, { phone: '16045551234' }), ['send'])
  const quietHours = { from: '17:00', to: '09:00' }
  assert.deepEqual(reasonFor({ quietHours }), ['quiet_hours', '2026-11-30T03:30:00.000Z'])
  assert.deepEqual(reasonFor({ quietHours, timeZone: 'America/Denver' }, { phone: '14155552671' }), [
    'quiet_hours',
    '2026-11-29T17:00:00.000Z', // by its area code the number is of San Francisco
  ])
  assert.deepEqual(reasonFor({ quietHours, timeZone: 'America/Denver' }, { phone: '79161234567' }), [
    'quiet_hours',
    '2026-11-29T16:00:00.000Z',
  ])
  assert.deepEqual(reasonFor({ quietHours }, { phone: '4930123456' }), ['send'])
  assert.deepEqual(reasonFor({ quietHours }, { phone: '4930123456', timeZone: 'Asia/Kolkata' }), [
    'quiet_hours',
    '2026-11-30T03:30:00.000Z',
  ])
  assert.deepEqual(reasonFor({ quietHours }, { phone: '4930123456', timeZone: 'Mars/Olympus' }), ['send'])
})

test('caps count rolling or by the calendar of the person, and say when they end', () => {
  const sends = [1, 20, 30].map((hours) => ({ at: ago(hours), digest: `${hours}` }))
  const until = (max: number, per: 'day' | 'week' | 'month', window: 'calendar' | 'rolling') => {
    const verdict = judge({ sends }, { caps: [{ max, per, window }] })
    return verdict.kind === 'send' ? null : verdict.until
  }
  assert.equal(until(3, 'day', 'rolling'), null)
  assert.equal(until(2, 'day', 'rolling'), ago(-4))
  assert.equal(until(1, 'day', 'calendar'), '2026-11-29T18:30:00.000Z')
  assert.equal(until(2, 'day', 'calendar'), null)
  assert.equal(until(3, 'week', 'calendar'), '2026-11-29T18:30:00.000Z')
  assert.equal(until(3, 'month', 'calendar'), '2026-11-30T18:30:00.000Z')
})

test('what Meta taught: a growing wait, a template that rests, the same content once', () => {
  assert.deepEqual(
    [
      judge({ cappedAt: ago(1), cappedUntil: ago(-23) }),
      judge({ cappedUntil: ago(-23) }, { learnFromMeta: false }),
    ].map(({ kind }) => kind),
    ['wait', 'send'],
  )
  const rests = { offer: ago(-1), other: ago(-1) }
  assert.deepEqual([judge({ rests }).kind, judge({ rests }, {}, { template: 'third' }).kind], ['refuse', 'send'])
  const sends = [{ at: ago(30), digest: 'd' }]
  assert.deepEqual(
    [judge({ sends }, { duplicateDays: 2 }).kind, judge({ sends }, { duplicateDays: 1 }).kind],
    ['refuse', 'send'],
  )
})
