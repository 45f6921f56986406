import { messageStates, type VisibleState } from '@dawk/core/messages/message.ts'
import Type, { type Static, type TSchema } from 'typebox'

const strict = { additionalProperties: false }

/** A nullable string as one type list: the serializer handles `anyOf` by validating, which costs on every answer. */
const NullableString = Type.Unsafe<string | null>({ type: ['string', 'null'] })
const Anything = Type.Unsafe<unknown>({})

const languageCode = { pattern: '^[a-z]{2,3}(_[A-Za-z]{2,4})?$', description: 'must be a code such as en or en_US' }

/** The seed writes a bare code; Meta's own form is taken too. */
const Language = Type.Unsafe<string | { code: string }>({
  type: ['string', 'object'],
  ...languageCode,
  properties: { code: { type: 'string', ...languageCode } },
  required: ['code'],
  additionalProperties: false,
})

const Template = Type.Object(
  {
    name: Type.String({
      pattern: '^[a-z0-9_]{1,512}$',
      description: 'must have lower-case letters, digits and _ only',
    }),
    language: Language,
    components: Type.Optional(Type.Array(Anything, { maxItems: 20 })),
  },
  strict,
)

/** The shape; what one field means for another is checked in `translate.ts`. */
export const SendMessageBody = Type.Object(
  {
    to: Type.String(),
    message: Type.Optional(Type.String({ minLength: 1, maxLength: 4096 })),
    template: Type.Optional(Template),
    sendAt: Type.Optional(Type.String()),
    metadata: Type.Optional(Type.Unsafe<Record<string, unknown>>({ type: 'object' })),
    dry_run: Type.Optional(Type.Boolean()),
  },
  strict,
)
export type SendMessageBody = Static<typeof SendMessageBody>

const replyOf = <Data extends TSchema>(data: Data) => Type.Object({ success: Type.Literal(true), data })

export const SendMessageReply = replyOf(
  Type.Object({ id: Type.String(), status: Type.String(), scheduledFor: NullableString }),
)

/** Each item is checked by itself, as a `SendMessageBody`. */
export const BulkBody = Type.Object({ messages: Type.Array(Anything, { minItems: 1 }) }, strict)

const FieldProblems = Type.Array(Type.Object({ field: Type.String(), message: Type.String() }))
export const BulkReply = replyOf(
  Type.Object({
    batchId: Type.String(),
    totalMessages: Type.Integer(),
    queued: Type.Integer(),
    failedCount: Type.Integer(),
    failed: Type.Optional(
      Type.Array(Type.Object({ index: Type.Integer(), error: Type.String(), details: FieldProblems })),
    ),
  }),
)

export const MessageParams = Type.Object({ id: Type.String() })

const visibleStates: readonly VisibleState[] = [...messageStates, 'processing']

export const ListMessagesQuery = Type.Object(
  {
    status: Type.Optional(Type.Unsafe<VisibleState>({ type: 'string', enum: visibleStates })),
    batchId: Type.Optional(Type.String({ format: 'uuid', description: 'must be a batch id' })),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 20 }),
    page: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 }),
  },
  strict,
)

const MessageView = Type.Object({
  id: Type.String(),
  to: NullableString,
  type: Type.String(),
  body: NullableString,
  status: Type.String(),
  wamid: NullableString,
  sentAt: NullableString,
  deliveredAt: NullableString,
  readAt: NullableString,
  failedAt: NullableString,
  errorMessage: NullableString,
  metadata: Anything,
  timeline: Type.Array(Type.Object({ status: Type.String(), at: Type.String(), detail: Type.Optional(Type.String()) })),
})
export type MessageView = Static<typeof MessageView>

export const MessageReply = replyOf(MessageView)

export const ListMessagesReply = Type.Object({
  success: Type.Literal(true),
  data: Type.Array(MessageView),
  pagination: Type.Object({
    page: Type.Integer(),
    limit: Type.Integer(),
    total: Type.Integer(),
    totalPages: Type.Integer(),
  }),
})

export const RegisterBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description: 'must not be blank' }),
    email: Type.String({ format: 'email', maxLength: 254, description: 'must be an e-mail address' }),
  },
  strict,
)
export const RegisterReply = replyOf(Type.Object({ apiKey: Type.String(), plan: Type.String() }))

export const RotatedKeyReply = replyOf(Type.Object({ apiKey: Type.String() }))

export const SummaryReply = replyOf(
  Type.Object({
    total: Type.Integer(),
    byStatus: Type.Record(Type.String(), Type.Integer()),
    deliveryRate: Type.Number(),
    failureRate: Type.Number(),
  }),
)

export const ProfileReply = replyOf(
  Type.Object({
    name: Type.String(),
    email: Type.String(),
    plan: Type.String(),
    messagesSent: Type.Integer(),
    byocConfigured: Type.Boolean(),
    webhookUrl: NullableString,
  }),
)

export const WebhookBody = Type.Object({ url: Type.String({ minLength: 1, maxLength: 2048 }) }, strict)
export const WebhookReply = replyOf(
  Type.Object({ webhookUrl: NullableString, signingSecret: Type.Optional(Type.String()) }),
)

const token = { pattern: '^[\\x21-\\x7e]+$', description: 'must not contain spaces or other than ASCII characters' }

export const CredentialsBody = Type.Object(
  {
    whatsappAccessToken: Type.String({ minLength: 1, maxLength: 2048, ...token }),
    whatsappPhoneNumberId: Type.String({
      pattern: '^[0-9]{1,32}$',
      description: 'must be the id from Meta, digits only',
    }),
    whatsappAppSecret: Type.Optional(Type.String({ minLength: 1, maxLength: 256, ...token })),
  },
  strict,
)
export const CredentialsReply = replyOf(
  Type.Object({ byocConfigured: Type.Boolean(), whatsappPhoneNumberId: NullableString }),
)
export const VerificationReply = replyOf(
  Type.Object({
    verified: Type.Boolean(),
    whatsappPhoneNumberId: Type.String(),
    displayPhoneNumber: NullableString,
    verifiedName: NullableString,
  }),
)
