import { consentSources } from '@dawk/core/engagement/consent/consent-event.ts'
import { consentStates } from '@dawk/core/engagement/consent/consent-state.ts'
import type { StoredConsent, StoredConsentEvent } from '@dawk/core/engagement/consent/consent-store.ts'
import type { BulkResult } from '@dawk/core/engagement/consent/consents.ts'
import type { UnknownConsent } from '@dawk/core/engagement/consent/read-consents.ts'
import type { RecordedAct } from '@dawk/core/engagement/consent/record-consents.ts'
import Type, { type Static } from 'typebox'
import { AnyObject, Id, Instant, NullableInstant, NullableString, nullable, strict } from '#resources/schemas.ts'

const oneOf = <const Values extends readonly string[]>(values: Values, description: string) =>
  Type.Unsafe<Values[number]>({ type: 'string', enum: [...values], description })

const oneOfOrNull = <const Values extends readonly string[]>(values: Values, description: string) =>
  Type.Unsafe<Values[number] | null>({ type: ['string', 'null'], enum: [...values, null], description })

/** NUL and halves of surrogate pairs cannot be stored. */
const storable = '^[^\\u0000\\ud800-\\udfff]*$'
const text = (maxLength: number, description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength, pattern: storable, description }))

const sources = Object.keys(consentSources) as (keyof typeof consentSources)[]
const evidenceKinds = ['form', 'keyword', 'button', 'store', 'verbal', 'document'] as const

const Evidence = Type.Object(
  {
    kind: oneOf(evidenceKinds, `must be one of ${evidenceKinds.join(', ')}: how the person acted`),
    text: text(4000, 'must be what the person agreed to or wrote, 4,000 characters at most'),
    reference: text(500, 'must say where the original is, such as an order or a recording, in 500 characters at most'),
    noticeVersion: text(100, 'must be the version of the notice that the person was shown, 100 characters at most'),
    language: text(35, 'must be the language of the text, such as hi or pt-BR'),
    ip: text(64, 'must be the address from which the person acted'),
    userAgent: text(500, 'must be the program with which the person acted, 500 characters at most'),
    details: Type.Optional(AnyObject),
  },
  { ...strict, description: 'What proves that the person acted. `text`, `reference` or `noticeVersion` is required.' },
)

export const Purpose = Type.String({
  minLength: 1,
  maxLength: 75,
  description:
    'must be marketing, utility, authentication, service, or a topic of the account such as marketing.offers',
})

const command = {
  purpose: Purpose,
  state: oneOf(
    ['opted_in', 'opted_out', 'blocked', 'pending', 'implied'],
    'must be opted_in, opted_out, blocked, pending (the person was asked) or implied (by law or contract)',
  ),
  occurredAt: Type.Optional({ ...Instant, description: 'must be when the person acted, in ISO 8601; absent: now' }),
  evidence: Type.Optional(Evidence),
  note: text(1000, 'must be a remark for colleagues, 1,000 characters at most'),
}

export const NewConsent = Type.Object(command, {
  ...strict,
  examples: [
    { purpose: 'marketing', state: 'opted_out', note: 'Said so on the phone.' },
    {
      purpose: 'marketing',
      state: 'opted_in',
      occurredAt: '2026-11-20T08:00:00Z',
      evidence: { kind: 'form', text: 'Yes, send me offers by WhatsApp.', noticeVersion: '2026-06', language: 'en' },
    },
  ],
})

export const BulkItem = Type.Object(
  {
    contactId: Type.Optional(Id),
    phone: text(40, 'must be a phone number with its country code'),
    userId: text(150, 'must be a user id of Meta, such as IN.13491208655302741918'),
    ...command,
  },
  strict,
)
export type BulkItem = Static<typeof BulkItem>

const state = (description: string) => oneOf(consentStates, description)

export const ConsentView = Type.Object(
  {
    purpose: Type.String(),
    state: state('`unknown`: nothing is recorded.'),
    since: NullableInstant,
    source: oneOfOrNull(sources, 'From where the act came; null: nothing is recorded.'),
    eventId: NullableString,
  },
  { title: 'Consent' },
)

export const toConsentView = (consent: StoredConsent | UnknownConsent): Static<typeof ConsentView> => ({
  purpose: consent.purpose,
  state: consent.state,
  ...('since' in consent
    ? { since: consent.since, source: consent.source, eventId: consent.eventId }
    : { since: null, source: null, eventId: null }),
})

const outcomes = ['changed', 'unchanged', 'superseded'] as const

export const RecordedConsent = Type.Object(
  {
    contactId: Id,
    outcome: oneOf(outcomes, '`superseded`: the person has said something else since, which stands.'),
    eventId: NullableString,
    consent: ConsentView,
  },
  { title: 'RecordedConsent' },
)

export function toRecordedView(
  contactId: string,
  purpose: string,
  recorded: RecordedAct,
): Static<typeof RecordedConsent> {
  const { outcome, eventId, after } = recorded
  return {
    contactId,
    outcome: outcomes.find((one) => one === outcome) ?? 'unchanged',
    eventId,
    consent: toConsentView(after ?? { purpose, state: 'unknown' }),
  }
}

export const BulkView = Type.Object({
  index: Type.Integer({ description: 'Place in the request, from 0.' }),
  contactId: NullableString,
  outcome: oneOf([...outcomes, 'rejected'], '`rejected`: nothing was recorded; `code` says why.'),
  state: oneOfOrNull(consentStates, 'What holds now; null: not known.'),
  code: NullableString,
  reason: NullableString,
  detail: NullableString,
  errors: Type.Array(Type.Object({ path: Type.String(), detail: Type.String() })),
})

export function toBulkView({ contactId, recorded, error }: BulkResult, index: number): Static<typeof BulkView> {
  return {
    index,
    contactId,
    outcome: outcomes.find((one) => one === recorded?.outcome) ?? 'rejected',
    state: recorded?.after?.state ?? null,
    code: error?.code ?? null,
    reason: error?.reason ?? null,
    detail: error?.message ?? null,
    errors: (error?.details ?? []).map(({ field, message }) => ({ path: field, detail: message })),
  }
}

const ProofView = nullable(
  Type.Object({
    salt: Type.String(),
    content: AnyObject,
    identifier: nullable(Type.Object({ kind: Type.String(), value: Type.String() })),
  }),
)

export const ConsentEventView = Type.Object(
  {
    id: Id,
    contactId: Id,
    seq: Type.Integer(),
    purpose: Type.String(),
    act: oneOf([...consentStates, 'resume'], 'What was asked for.'),
    state: state('What held afterwards.'),
    source: oneOf(sources, 'From where the act came.'),
    actorKind: Type.String({ description: '`api_key`, `member`, `operator` or `system`.' }),
    actorId: NullableString,
    language: NullableString,
    noticeVersion: NullableString,
    identifierHash: NullableString,
    proofDigest: NullableString,
    occurredAt: Instant,
    recordedAt: Instant,
    previousDigest: Type.String(),
    digest: Type.String({ description: 'SHA-256; docs/consent.md says over what.' }),
    proof: ProofView,
  },
  { title: 'ConsentEvent' },
)

export const toConsentEventView = (event: StoredConsentEvent): Static<typeof ConsentEventView> => ({
  ...event,
  proof: event.proof && { ...event.proof, content: { ...event.proof.content } },
})
