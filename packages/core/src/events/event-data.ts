import type { WebhookContact } from '@dawk/cloud-api/webhook-types.ts'
import Type, { type Static, type TSchema } from 'typebox'

/** One type list rather than `anyOf`, which the serializer handles by validating each answer. */
export const nullable = <Schema extends TSchema>(schema: Schema) =>
  Type.Unsafe<Static<Schema> | null>({ ...schema, type: [(schema as { type?: string }).type ?? 'string', 'null'] })

export const oneOf = <const Value extends string>(...values: readonly Value[]) =>
  Type.Unsafe<Value>({ type: 'string', enum: values })

export const Id = Type.String({ format: 'uuid' })
export const Instant = Type.String({ format: 'date-time' })
export const NullableId = nullable(Id)
export const NullableInstant = nullable(Instant)
export const NullableString = nullable(Type.String())
const NullableInteger = nullable(Type.Integer())
/** What Meta sent, as it came. */
const MetaObject = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true })
const MetaObjects = Type.Unsafe<readonly object[]>({
  type: 'array',
  items: { type: 'object', additionalProperties: true },
})
const NullableObject = Type.Unsafe<Record<string, unknown> | null>({
  type: ['object', 'null'],
  additionalProperties: true,
})
const Contact = Type.Unsafe<WebhookContact | null>(NullableObject)
const Anything = Type.Unsafe<unknown>({})

const PhoneNumberId = Type.String({ description: "Meta's id of our number." })
const Quoted = Type.Object({ messageId: NullableId, wamid: Type.String() })

const Standby = Type.Unsafe<true>({
  type: 'boolean',
  description: 'Another responder owns the conversation.',
})

/** Who wrote a message, and where it is shown. */
const received = {
  messageId: NullableId,
  wamid: Type.String(),
  from: NullableString,
  fromUserId: NullableString,
  contactId: NullableId,
  conversationId: NullableId,
  phoneNumberId: PhoneNumberId,
  contact: Contact,
  groupId: Type.Optional(Type.String()),
  standby: Type.Optional(Standby),
  message: MetaObject,
}

export const MessageReceived = Type.Object({
  ...received,
  replyTo: Type.Optional(Quoted),
  reaction: Type.Optional(Type.Object({ ...Quoted.properties, emoji: NullableString })),
  answers: Type.Optional(Type.Object({ name: NullableString, token: Anything, values: NullableObject })),
})

export const MessageEdited = Type.Object({ ...received, editWamid: Type.String(), content: Type.Optional(MetaObject) })

export const MessageEcho = Type.Object({
  messageId: NullableId,
  wamid: Type.String(),
  to: NullableString,
  toUserId: NullableString,
  contactId: NullableId,
  conversationId: NullableId,
  phoneNumberId: PhoneNumberId,
  standby: Type.Optional(Standby),
  message: MetaObject,
})

export const MessagePayment = Type.Object({
  messageId: NullableId,
  wamid: Type.String(),
  phoneNumberId: PhoneNumberId,
  to: NullableString,
  toUserId: NullableString,
  status: Type.String({ description: "Meta's word, such as `captured`." }),
  payment: NullableObject,
  errors: MetaObjects,
})

export const MessageFailure = Type.Object({
  code: NullableInteger,
  subcode: NullableInteger,
  title: Type.String(),
  details: NullableString,
  cause: Type.String({ description: 'Cause and remedy in plain language.' }),
  traceId: NullableString,
  unknown: Type.Optional(
    Type.Unsafe<true>({
      type: 'boolean',
      description: 'We failed the message without knowing what Meta did: later evidence may still move it.',
    }),
  ),
})

/** How Meta priced a message, in its own words; null: it has not said. */
const Pricing = Type.Object({
  category: NullableString,
  type: NullableString,
  model: NullableString,
  billable: nullable(Type.Boolean()),
})

/** The message as it was at that instant. */
export const MessageStatus = Type.Object({
  messageId: Id,
  wamid: NullableString,
  status: oneOf('sent', 'delivered', 'read', 'failed', 'canceled'),
  to: nullable(Type.String({ description: 'Digits; null: a person known by user id alone.' })),
  toUserId: NullableString,
  phoneNumberId: nullable(
    Type.String({ description: "Meta's id of our number; null: it was disconnected in the meantime." }),
  ),
  sentAt: NullableInstant,
  deliveredAt: NullableInstant,
  readAt: NullableInstant,
  failedAt: NullableInstant,
  pricing: nullable(Pricing),
  error: nullable(MessageFailure),
  metadata: NullableObject,
  wabaId: Type.Optional(NullableString),
  displayPhoneNumber: Type.Optional(NullableString),
})

export const MediaStored = Type.Object({
  mediaId: Id,
  messageId: Id,
  wamid: NullableString,
  kind: NullableString,
  mimeType: Type.String(),
  filename: NullableString,
  sizeBytes: Type.Number(),
  sha256: Type.String({ description: 'Hexadecimal.' }),
  voice: Type.Boolean(),
})

export const MediaLost = Type.Object({
  messageId: Id,
  wamid: NullableString,
  kind: Type.String(),
  metaId: Type.String(),
  reason: Type.String(),
})

const Identifiers = Type.Object({ phone: NullableString, userId: NullableString })

export const ContactChanged = Type.Object({
  contactId: NullableId,
  conversationId: NullableId,
  phoneNumberId: PhoneNumberId,
  before: Identifiers,
  after: Identifiers,
  wamid: NullableString,
})

export const ContactMerged = Type.Object({ contactId: Id, mergedContactId: Id })

export const AddressBookChanged = Type.Object({
  contactId: NullableId,
  phoneNumberId: PhoneNumberId,
  action: Type.String(),
  phone: NullableString,
  userId: NullableString,
  username: NullableString,
  name: NullableString,
})

export const MarketingPreferenceChanged = Type.Object({
  contactId: Id,
  phoneNumberId: PhoneNumberId,
  preference: oneOf('stop', 'resume'),
  at: Instant,
  detail: NullableString,
})

export const HistorySynced = Type.Object({
  phoneNumberId: PhoneNumberId,
  phase: NullableInteger,
  chunkOrder: NullableInteger,
  progress: nullable(Type.Number({ description: 'Percent of the whole.' })),
  stored: Type.Integer({ description: 'Messages of this chunk that are new here.' }),
  errors: MetaObjects,
})

export const HistoricFile = Type.Object({
  messageId: Id,
  wamid: Type.String(),
  direction: oneOf('in', 'out'),
  phone: NullableString,
  userId: NullableString,
  phoneNumberId: PhoneNumberId,
  message: MetaObject,
})

const templateState = { status: Type.String(), category: Type.String(), quality: Type.String() }

export const TemplateChanged = Type.Object({
  templateId: Id,
  metaId: NullableString,
  wabaId: Type.String(),
  name: Type.String(),
  language: Type.String(),
  ...templateState,
  rejectedReason: NullableString,
  announcedCategory: nullable(Type.String({ description: 'The category to which Meta says it will change it.' })),
  flagged: Type.Boolean({ description: 'The quality of the template is falling; it can still be sent.' }),
  holdsBulkMessages: Type.Boolean({ description: 'Queued bulk messages that use the template wait.' }),
  previous: nullable(Type.Object(templateState)),
})

const facts = {
  quality: Type.Optional(Type.String()),
  messagingLimit: Type.Optional(Type.String()),
  throughput: Type.Optional(Type.String()),
  status: Type.Optional(Type.String()),
  canSend: Type.Optional(Type.String()),
  nameStatus: Type.Optional(Type.String()),
  accountReview: Type.Optional(Type.String()),
  banState: Type.Optional(NullableString),
  restrictions: Type.Optional(Type.Unsafe<readonly string[]>({ type: 'array', items: { type: 'string' } })),
  violation: Type.Optional(Type.String()),
  coexists: Type.Optional(Type.Boolean()),
  access: Type.Optional(Type.String()),
}

export const NumberChanged = Type.Object({
  numberId: Id,
  phoneNumberId: PhoneNumberId,
  wabaId: NullableString,
  displayPhoneNumber: NullableString,
  ...facts,
  previous: Type.Object(facts),
})

export const NumberConnected = Type.Object({
  numberId: Id,
  phoneNumberId: PhoneNumberId,
  wabaId: NullableString,
  displayPhoneNumber: NullableString,
})

export const PlanChanged = Type.Object({
  before: Type.String(),
  plan: Type.String(),
  status: Type.String({ description: "The payment provider's word." }),
})

export const ApiKeyExpiring = Type.Object({
  keyId: Id,
  name: Type.String(),
  display: Type.String({ description: 'First 12 and last 4 characters.' }),
  expiresAt: Instant,
  noticeDays: Type.Unsafe<1 | 7>({ type: 'integer', enum: [1, 7], description: 'The notice that this is.' }),
})

export const EndpointDisabled = Type.Object({
  endpointId: Id,
  dialect: Type.String(),
  url: Type.String(),
  reason: Type.String(),
  failingSince: NullableInstant,
})

export const EndpointTested = Type.Object({ endpointId: Id })

export const MetaWebhook = Type.Object({
  object: Type.String(),
  entry: MetaObjects,
})

export const MetaOther = Type.Object({
  kind: oneOf('change', 'error', 'message', 'status', 'echo', 'history', 'contact'),
  field: NullableString,
  value: Anything,
  malformed: Type.Boolean(),
  wabaId: Type.String(),
  phoneNumberId: NullableString,
})
