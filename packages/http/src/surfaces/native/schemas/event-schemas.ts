import { numberEventTypes, templateEventTypes } from '@dawk/core/events/event-types.ts'
import Type, { type TSchema } from 'typebox'
import { AnyObject, Id, Instant, NullableInstant, NullableString, nullable } from './schemas.ts'

const Anything = Type.Unsafe<unknown>({})
const NullableObject = Type.Unsafe<Record<string, unknown> | null>({
  type: ['object', 'null'],
  additionalProperties: true,
})

const MessageStatus = Type.Object({
  messageId: Id,
  wamid: NullableString,
  status: Type.String(),
  to: NullableString,
  toUserId: NullableString,
  phoneNumberId: NullableString,
  sentAt: NullableInstant,
  deliveredAt: NullableInstant,
  readAt: NullableInstant,
  failedAt: NullableInstant,
  error: NullableObject,
  metadata: NullableObject,
  wabaId: Type.Optional(NullableString),
  displayPhoneNumber: Type.Optional(NullableString),
})

/** Members that a later version adds do not break a client: it ignores what it does not know. */
const open = { additionalProperties: true }

const Quoted = Type.Object({ messageId: nullable(Id), wamid: Type.String() })

/** What a person wrote, changed or took back, or the business in its phone app. */
const MessageWritten = Type.Object(
  {
    messageId: nullable(Id),
    wamid: NullableString,
    from: Type.Optional(NullableString),
    fromUserId: Type.Optional(NullableString),
    to: Type.Optional(NullableString),
    toUserId: Type.Optional(NullableString),
    contactId: Type.Optional(nullable(Id)),
    conversationId: Type.Optional(nullable(Id)),
    phoneNumberId: Type.String(),
    contact: Type.Optional(NullableObject),
    message: Type.Optional(AnyObject),
    replyTo: Type.Optional(Quoted),
    reaction: Type.Optional(Type.Object({ ...Quoted.properties, emoji: NullableString })),
    answers: Type.Optional(AnyObject),
    editWamid: Type.Optional(NullableString),
    content: Type.Optional(NullableObject),
  },
  open,
)

const Person = Type.Object({ phone: NullableString, userId: NullableString })
const ContactChanged = Type.Object(
  {
    contactId: nullable(Id),
    conversationId: nullable(Id),
    phoneNumberId: Type.String(),
    before: Person,
    after: Person,
    wamid: NullableString,
  },
  open,
)

const TemplateChanged = Type.Object(
  {
    templateId: Id,
    metaId: NullableString,
    wabaId: Type.String(),
    name: Type.String(),
    language: Type.String(),
    status: Type.String(),
    category: NullableString,
    previous: NullableObject,
  },
  open,
)

const NumberChanged = Type.Object(
  {
    numberId: Id,
    phoneNumberId: Type.String(),
    wabaId: NullableString,
    displayPhoneNumber: NullableString,
    previous: AnyObject,
  },
  open,
)

/** The data of each type of event; of a type that is not here any object. */
export const eventData: Readonly<Record<string, TSchema>> = {
  'message.received': MessageWritten,
  'message.received.unknown': MessageWritten,
  'message.edited': MessageWritten,
  'message.deleted': MessageWritten,
  'message.echo': MessageWritten,
  'message.status.sent': MessageStatus,
  'message.status.delivered': MessageStatus,
  'message.status.read': MessageStatus,
  'message.status.failed': MessageStatus,
  'message.status.canceled': MessageStatus,
  'media.stored': Type.Object(
    {
      mediaId: Id,
      messageId: Id,
      wamid: NullableString,
      kind: NullableString,
      mimeType: Type.String(),
      filename: NullableString,
      sizeBytes: Type.Number(),
      sha256: Type.String({ description: 'Hexadecimal.' }),
      voice: Type.Boolean(),
    },
    open,
  ),
  'media.lost': Type.Object(
    { messageId: Id, wamid: NullableString, kind: Type.String(), metaId: Type.String(), reason: Type.String() },
    open,
  ),
  'account.plan_changed': Type.Object({ before: Anything, plan: Anything, status: Anything }, open),
  'api_key.expiring': Type.Object(
    {
      keyId: Id,
      name: Type.String(),
      display: Type.String({ description: 'First 12 and last 4 characters.' }),
      expiresAt: Type.String({ format: 'date-time' }),
      noticeDays: Type.Unsafe<1 | 7>({ type: 'integer', enum: [1, 7], description: 'The notice that this is.' }),
    },
    open,
  ),
  ...Object.fromEntries(templateEventTypes.map((type) => [type, TemplateChanged])),
  ...Object.fromEntries(numberEventTypes.map((type) => [type, NumberChanged])),
  'contact.number_changed': ContactChanged,
  'contact.user_id_changed': ContactChanged,
  'contact.merged': Type.Object({ contactId: Id, mergedContactId: Id }, open),
  'contact.book_changed': Type.Object({ contactId: Anything, phoneNumberId: Type.String(), action: Anything }, open),
  'conversation.updated': Type.Object(
    { conversationId: Id, status: Type.String(), assignee: NullableString, unread: Type.Integer() },
    open,
  ),
  'history.synced': Type.Object({ phoneNumberId: Type.String() }, open),
  'endpoint.disabled': Type.Object({
    endpointId: Id,
    dialect: Type.String(),
    url: Type.String(),
    reason: Type.String(),
    failingSince: nullable(Type.String()),
  }),
  'endpoint.test': Type.Object({ endpointId: Id }),
  'whatsapp.webhook': Type.Object({ object: Type.String(), entry: Type.Array(AnyObject) }, open),
  'whatsapp.other': Type.Object(
    { kind: Type.String(), field: Anything, value: Anything, malformed: Anything, phoneNumberId: Anything },
    open,
  ),
}

/** The envelope of every event, as a webhook's body and in lists. */
export const EventView = Type.Object(
  {
    id: Id,
    type: Type.String({ description: 'docs/events.md lists them.', examples: ['message.status.delivered'] }),
    timestamp: Instant,
    data: Type.Unsafe<Record<string, unknown>>({ ...AnyObject, description: 'By type; see docs/events.md.' }),
  },
  { title: 'Event' },
)
