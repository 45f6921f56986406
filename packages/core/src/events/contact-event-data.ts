import Type from 'typebox'
import { Id, Instant, NullableString, oneOf } from './event-data.ts'

const Source = Type.String({
  description: 'Who said so: `api`, `agent`, `import`, or another system such as `shopify:acme`.',
})

export const ContactCreated = Type.Object({
  contactId: Id,
  phone: NullableString,
  userId: NullableString,
  name: NullableString,
  source: Source,
})

export const ContactUpdated = Type.Object({
  contactId: Id,
  version: Type.Integer(),
  changed: Type.Unsafe<Readonly<Record<string, { from: unknown; to: unknown; source: string }>>>({
    type: 'object',
    additionalProperties: { type: 'object', properties: { from: {}, to: {}, source: { type: 'string' } } },
    description: 'By field, such as `name` or `attributes.city`.',
  }),
})

export const ContactUnmerged = Type.Object({ contactId: Id, restoredContactId: Id })

export const ContactDeleted = Type.Object({ contactId: Id })

export const ContactErased = Type.Object({ contactId: Id, erasureId: Id })

export const ContactTagged = Type.Object({
  contactId: Id,
  tags: Type.Unsafe<readonly string[]>({ type: 'array', items: { type: 'string' } }),
  source: Source,
})

const consentState = () => oneOf('unknown', 'implied', 'pending', 'opted_in', 'opted_out', 'blocked')

export const SegmentMoved = Type.Object({ segmentId: Id, contactId: Id })

export const ConsentChanged = Type.Object({
  contactId: Id,
  purpose: Type.String({
    description: '`marketing`, `utility`, `authentication`, `service`, or a topic as `marketing.offers`.',
  }),
  before: consentState(),
  after: consentState(),
  source: Type.String({ description: 'From where it came: `keyword`, `form`, `whatsapp`, `api`, …' }),
  occurredAt: Instant,
  consentEventId: Id,
})
