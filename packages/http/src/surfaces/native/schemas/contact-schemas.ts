import { consentStates } from '@dawk/core/engagement/consent/consent-state.ts'
import { contactSorts } from '@dawk/core/engagement/contacts/read/contact-store.ts'
import { conflictRules, writeModes } from '@dawk/core/engagement/contacts/write/contact-write.ts'
import Type from 'typebox'
import { ProblemOfField } from '#resources/problem-view.ts'
import { Id, Instant, NullableInstant, NullableString, nullable, strict } from '#resources/schemas.ts'
import { ContactSummary, oneOf, Search } from './conversation-schemas.ts'

const shortText = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description })

const Source = Type.String({
  pattern: '^[a-z][a-z0-9_]{0,31}(:[^\\s\\u0000]{1,100})?$',
  description: 'must be the name of a system such as shopify, or of one of its shops such as shopify:acme',
})

export const ContactFilters = {
  search: Type.Optional(
    Type.Unsafe<string>({
      ...Search,
      description:
        'must be beginnings of words of the name, the username, or the first or last digits (three at least) of a number',
    }),
  ),
  tag: Type.Optional(shortText(64, 'must be the name of a tag')),
  phone: Type.Optional(shortText(32, 'must be a phone number with its country code, in any spelling')),
  externalId: Type.Optional(shortText(256, 'must be the id that another system has for the contact')),
  source: Type.Optional(
    Type.Unsafe<string>({ ...Source, description: 'must be a system that knows the contact, such as shopify:acme' }),
  ),
  updatedAfter: Type.Optional(Instant),
  segment: Type.Optional(Id),
  'consent.marketing': Type.Optional(oneOf(consentStates, 'Of marketing.')),
  'consent.utility': Type.Optional(oneOf(consentStates, 'Of utility.')),
  sort: Type.Optional(oneOf(contactSorts, 'By when they were made known or last changed; - for latest first.')),
  filter: Type.Optional(
    shortText(16_384, 'must be a filter as JSON, written as base64url; POST /v1/contacts/search takes it as it is'),
  ),
}

const ExternalIdView = Type.Object({
  source: Type.String(),
  externalId: Type.String(),
  since: Type.String({ format: 'date-time' }),
})

const Attributes = Type.Unsafe<Readonly<Record<string, unknown>>>({
  type: 'object',
  additionalProperties: true,
  description: 'By key. Decimals and money are texts.',
})

export const ContactListView = Type.Object(
  {
    ...ContactSummary.properties,
    language: NullableString,
    timezone: NullableString,
    country: nullable(Type.String({ description: 'ISO 3166, from the phone number.' })),
    tags: Type.Unsafe<readonly string[]>({ type: 'array', items: { type: 'string' } }),
    attributes: Attributes,
    externalIds: Type.Unsafe<readonly { source: string; externalId: string; since: string }[]>({
      type: 'array',
      items: ExternalIdView,
      description: 'What other systems call the person.',
    }),
    marketing: Type.Unsafe<{ preference: 'stop' | 'resume'; at: string } | null>({
      type: ['object', 'null'],
      properties: {
        preference: { type: 'string', enum: ['stop', 'resume'] },
        at: { type: 'string', format: 'date-time' },
      },
      description: 'What they told WhatsApp about marketing messages; null: nothing.',
    }),
    lastInboundAt: NullableInstant,
    version: Type.Integer({ description: 'Counts every change; `If-Match` takes it.' }),
    createdAt: Type.String({ format: 'date-time' }),
    updatedAt: Type.String({ format: 'date-time' }),
  },
  { title: 'ContactSummary' },
)

const OriginView = Type.Object({
  source: Type.String(),
  at: Type.String({ format: 'date-time' }),
  by: NullableString,
})

export const ContactView = Type.Object(
  {
    ...ContactListView.properties,
    identifiers: Type.Unsafe<
      readonly { kind: 'phone' | 'user_id' | 'username' | 'group'; value: string; since: string }[]
    >({
      type: 'array',
      items: Type.Object({
        kind: oneOf(['phone', 'user_id', 'username', 'group'], 'What it is.'),
        value: Type.String(),
        since: Type.String({ format: 'date-time' }),
      }),
      description: 'All that the person was ever known by; each leads here.',
    }),
    provenance: Type.Unsafe<Readonly<Record<string, { source: string; at: string; by: string | null }>>>({
      type: 'object',
      additionalProperties: OriginView,
      description: 'Who wrote each field last, by field such as `attributes.city`.',
    }),
  },
  { title: 'Contact' },
)

const Mode = oneOf(writeModes, `must be one of ${writeModes.join(', ')}`)

/** What can be written of a contact; null clears. */
const written = {
  name: Type.Optional(nullable(shortText(200, 'must have 1 to 200 characters'))),
  language: Type.Optional(nullable(shortText(35, 'must be a language as in BCP 47, such as hi or en-GB'))),
  timezone: Type.Optional(nullable(shortText(64, 'must be a time zone of the IANA database, such as Asia/Kolkata'))),
  attributes: Type.Optional(
    Type.Unsafe<Record<string, unknown>>({
      type: 'object',
      maxProperties: 200,
      additionalProperties: true,
      description: 'Values by the keys of `/v1/attributes`; null clears one.',
    }),
  ),
  tags: Type.Optional(
    Type.Unsafe<string[] | null>({
      type: ['array', 'null'],
      items: { type: 'string', minLength: 1, maxLength: 64 },
      maxItems: 100,
      description: 'must be at most 100 names of tags; those that do not exist are created',
    }),
  ),
  mode: Type.Optional(
    Type.Unsafe<(typeof writeModes)[number]>({
      ...Mode,
      description:
        '`set` replaces what is there, `setIfEmpty` leaves it. `append` and `remove` change tags and `multi_select` attributes; other fields are set.',
    }),
  ),
  modes: Type.Optional(
    Type.Unsafe<Record<string, (typeof writeModes)[number]>>({
      type: 'object',
      maxProperties: 200,
      additionalProperties: Mode,
      description: 'By field, such as `tags` or `attributes.city`, where it is not `mode`.',
    }),
  ),
}

const Phone = Type.String({
  minLength: 1,
  maxLength: 32,
  description: 'must be a phone number with its country code, such as +91 99001 12233',
})
const UserId = Type.String({
  minLength: 1,
  maxLength: 160,
  description: 'must be a user id of Meta, such as IN.13491208655302741918',
})
const ExternalIds = Type.Array(
  Type.Object({ source: Source, externalId: shortText(256, 'must have 1 to 256 characters') }, strict),
  { maxItems: 20, description: 'must be at most 20 ids of other systems' },
)

/** By whom and how; `mode` stands beside the fields. */
const howWritten = {
  source: Type.Optional(Source),
  onConflict: Type.Optional(
    oneOf(
      conflictRules,
      'Where the keys belong to different contacts: `fail` (unless given), `preferExternalId` writes to the one that the other system knows, `merge` makes them one.',
    ),
  ),
}

const keys = { phone: Type.Optional(Phone), userId: Type.Optional(UserId), externalIds: Type.Optional(ExternalIds) }

const asha = {
  phone: '+91 99001 12233',
  name: 'Asha',
  language: 'hi',
  tags: ['vip'],
  externalIds: [{ source: 'shopify:acme', externalId: '7231' }],
}

export const NewContact = Type.Object({ ...keys, ...written, ...howWritten }, { ...strict, examples: [asha] })

export const ContactPatch = Type.Object(
  { ...keys, ...written, ...howWritten },
  { ...strict, minProperties: 1, examples: [{ name: 'Asha R.', tags: ['vip'], modes: { tags: 'append' } }] },
)

export const ContactUpsert = Type.Object(
  { ...keys, ...written, ...howWritten },
  { ...strict, examples: [{ name: 'Asha', language: 'hi', tags: ['vip'] }] },
)

const BulkItem = Type.Object({ id: Type.Optional(Id), ...keys, ...written }, strict)

export const BulkWrite = Type.Object(
  {
    contacts: Type.Array(BulkItem, { minItems: 1, maxItems: 1000, description: 'must be 1 to 1,000 contacts' }),
    ...howWritten,
    atomic: Type.Optional(
      Type.Boolean({ description: 'All of them, or none when one is refused; false unless given.' }),
    ),
  },
  { ...strict, examples: [{ contacts: [asha, { phone: '+44 7400 123456', name: 'Ben' }] }] },
)

const statuses = ['created', 'updated', 'unchanged', 'conflict', 'invalid', 'not_found'] as const

export const BulkView = Type.Object({
  data: Type.Array(
    Type.Object({
      index: Type.Integer(),
      status: oneOf(statuses, 'What became of it.'),
      id: nullable(Id),
      errors: Type.Array(ProblemOfField),
      contactIds: Type.Unsafe<readonly string[]>({
        type: 'array',
        items: { type: 'string', format: 'uuid' },
        description: 'Of a conflict: the contacts to which the keys belong.',
      }),
      withheld: Type.Unsafe<readonly string[]>({
        type: 'array',
        items: { type: 'string' },
        description: 'Fields that keep what a source has said that is believed more.',
      }),
    }),
  ),
  counts: Type.Object(
    Object.fromEntries(statuses.map((status) => [status, Type.Integer()])) as Record<
      (typeof statuses)[number],
      ReturnType<typeof Type.Integer>
    >,
  ),
})

export const TimelineEntryView = Type.Object(
  {
    id: Id,
    kind: Type.String({ description: '`message`, `updated`, `tags`, `merged`, `unmerged`; more may come.' }),
    at: Type.String({ format: 'date-time' }),
    data: Type.Unsafe<Readonly<Record<string, unknown>>>({ type: 'object', additionalProperties: true }),
  },
  { title: 'TimelineEntry' },
)

export const MergeBody = Type.Object(
  { contactId: Id },
  { ...strict, examples: [{ contactId: '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4' }] },
)
export const MergeView = Type.Object({ mergeId: Id, contact: ContactView })
export const UnmergeView = Type.Object({ contact: ContactView, restored: ContactView })

export const TagBody = Type.Object(
  {
    tags: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
      minItems: 1,
      maxItems: 100,
      description: 'must be 1 to 100 names of tags',
    }),
  },
  { ...strict, examples: [{ tags: ['vip'] }] },
)

export const IfMatch = Type.Object({
  'if-match': Type.Optional(
    Type.String({
      pattern: '^(\\*|(W/)?"?\\d{1,9}"?)$',
      description: 'must be the version of the contact, such as "7": otherwise nothing is changed',
    }),
  ),
})

/** The version that `If-Match` asks for; null: any. */
export function versionOf(headers: { readonly 'if-match'?: string | undefined }): number | null {
  const [digits] = /\d+/.exec(headers['if-match'] ?? '') ?? []
  return digits === undefined ? null : Number(digits)
}
