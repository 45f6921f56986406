import { messageStates, type VisibleState } from '@dawk/core/messaging/messages/message.ts'
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
    to: Type.String({
      description:
        'E.164 without the +: country code and number, digits only; or the business-scoped user id of a person who shows no number.',
    }),
    message: Type.Optional(
      Type.String({ minLength: 1, maxLength: 4096, description: 'Free text, within 24 hours after the person wrote.' }),
    ),
    template: Type.Optional(Template),
    sendAt: Type.Optional(
      Type.String({ description: 'ISO 8601 with a time zone, at most a year ahead; left out: now.' }),
    ),
    metadata: Type.Optional(
      Type.Unsafe<Record<string, unknown>>({ type: 'object', description: 'Yours; comes back in webhooks. 4 KiB.' }),
    ),
    dry_run: Type.Optional(Type.Boolean({ description: 'Checks and accepts, but nothing leaves.' })),
  },
  {
    ...strict,
    title: 'SendMessage',
    description: 'Exactly one of `message` and `template`.',
    examples: [
      { to: '14155552671', template: { name: 'hello_world', language: 'en_US' } },
      { to: '14155552671', message: 'Hi Sarah! Your order #1234 has shipped.', metadata: { orderId: '1234' } },
      {
        to: '14155552671',
        template: {
          name: 'order_ready',
          language: 'en_US',
          components: [
            {
              type: 'body',
              parameters: [
                { type: 'text', text: 'Sarah' },
                { type: 'text', text: '#1042' },
              ],
            },
          ],
        },
      },
    ],
  },
)
export type SendMessageBody = Static<typeof SendMessageBody>

const replyOf = <Data extends TSchema>(data: Data, example: Static<NoInfer<Data>>) =>
  Type.Object({ success: Type.Literal(true), data }, { examples: [{ success: true, data: example }] })

const FieldProblems = Type.Array(Type.Object({ field: Type.String(), message: Type.String() }))

/** Every refusal. */
export const ErrorReply = Type.Object(
  {
    success: Type.Literal(false),
    error: Type.String({ description: 'For people to read.' }),
    details: Type.Optional(FieldProblems),
  },
  {
    title: 'Error',
    examples: [
      {
        success: false,
        error: 'Validation failed.',
        details: [{ field: 'to', message: 'must be E.164 without the +: country code and number, digits only' }],
      },
    ],
  },
)

const messageId = '9dd15ee1-3d3c-44e1-9dd2-8ec6547e7e20'

export const SendMessageReply = replyOf(
  Type.Object({ id: Type.String(), status: Type.String(), scheduledFor: NullableString }),
  { id: messageId, status: 'queued', scheduledFor: null },
)

/** Each item is checked by itself, as a `SendMessageBody`. */
export const BulkBody = Type.Object(
  {
    messages: Type.Array(Anything, {
      minItems: 1,
      description: 'Each as the body of `POST /send-message`. How many depends on the plan.',
    }),
  },
  {
    ...strict,
    examples: [
      {
        messages: [
          { to: '14155552671', message: 'Hi Alice, your code is 1234' },
          { to: '14155552672', message: 'Hi Bob, your code is 5678' },
        ],
      },
    ],
  },
)

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
  { batchId: 'a3f9c2d1-5b1e-7c52-9d1e-2f40a1b2c3d4', totalMessages: 2, queued: 2, failedCount: 0 },
)

export const MessageParams = Type.Object({
  id: Type.String({ description: 'Our id, or the wamid.', examples: [messageId] }),
})

const visibleStates: readonly VisibleState[] = [...messageStates, 'processing']

export const ListMessagesQuery = Type.Object(
  {
    status: Type.Optional(
      Type.Unsafe<VisibleState>({ type: 'string', enum: visibleStates, description: 'Only these.' }),
    ),
    batchId: Type.Optional(Type.String({ format: 'uuid', description: 'must be a batch id' })),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 20 }),
    page: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 }),
  },
  strict,
)

const MessageView = Type.Object(
  {
    id: Type.String(),
    to: NullableString,
    from: Type.Optional(Type.String({ description: 'Of a message in a group: who wrote it.' })),
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
    timeline: Type.Array(
      Type.Object({ status: Type.String(), at: Type.String(), detail: Type.Optional(Type.String()) }),
    ),
  },
  { title: 'Message' },
)
export type MessageView = Static<typeof MessageView>

const message: MessageView = {
  id: messageId,
  to: '14155552671',
  type: 'text',
  body: 'Hi Sarah! Your order #1234 has shipped.',
  status: 'delivered',
  wamid: 'wamid.HBgLMTQxNTU1NTI2NzEVAgARGBI',
  sentAt: '2026-03-28T10:00:01.000Z',
  deliveredAt: '2026-03-28T10:00:04.000Z',
  readAt: null,
  failedAt: null,
  errorMessage: null,
  metadata: { orderId: '1234' },
  timeline: [
    { status: 'queued', at: '2026-03-28T10:00:00.000Z' },
    { status: 'sent', at: '2026-03-28T10:00:01.000Z' },
    { status: 'delivered', at: '2026-03-28T10:00:04.000Z' },
  ],
}

export const MessageReply = replyOf(MessageView, message)

export const ListMessagesReply = Type.Object(
  {
    success: Type.Literal(true),
    data: Type.Array(MessageView),
    pagination: Type.Object({
      page: Type.Integer(),
      limit: Type.Integer(),
      total: Type.Integer(),
      totalPages: Type.Integer(),
    }),
  },
  {
    examples: [{ success: true, data: [message], pagination: { page: 1, limit: 20, total: 1, totalPages: 1 } }],
  },
)

export const RegisterBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description: 'must not be blank' }),
    email: Type.String({ format: 'email', maxLength: 254, description: 'must be an e-mail address' }),
    code: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1000,
        description: 'Of the mail or of the operator, where registration asks for one.',
      }),
    ),
  },
  { ...strict, examples: [{ name: 'Your Name', email: 'you@example.com' }] },
)
export const RegisterReply = replyOf(Type.Object({ apiKey: Type.String(), plan: Type.String() }), {
  apiKey: 'sk_live_…',
  plan: 'free',
})

export const RotatedKeyReply = replyOf(Type.Object({ apiKey: Type.String() }), { apiKey: 'sk_live_…' })

export const SummaryReply = replyOf(
  Type.Object({
    total: Type.Integer(),
    byStatus: Type.Record(Type.String(), Type.Integer()),
    deliveryRate: Type.Number(),
    failureRate: Type.Number(),
  }),
  { total: 1042, byStatus: { delivered: 980, failed: 52, sent: 10 }, deliveryRate: 0.94, failureRate: 0.05 },
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
  {
    name: 'Your Name',
    email: 'you@example.com',
    plan: 'free',
    messagesSent: 42,
    byocConfigured: false,
    webhookUrl: null,
  },
)

export const WebhookBody = Type.Object(
  { url: Type.String({ minLength: 1, maxLength: 2048, description: 'Public, and https.' }) },
  { ...strict, examples: [{ url: 'https://yourapp.com/webhooks/whatsapi' }] },
)
export const WebhookReply = replyOf(
  Type.Object({
    webhookUrl: NullableString,
    signingSecret: Type.Optional(
      Type.String({ description: 'Of the Standard Webhooks signature; shown once, when the endpoint is made.' }),
    ),
  }),
  { webhookUrl: 'https://yourapp.com/webhooks/whatsapi', signingSecret: 'whsec_…' },
)

/** What is pushed to the account's URL. */
export const StatusUpdate = Type.Object(
  {
    event: Type.Literal('message.status_updated'),
    timestamp: Type.String(),
    data: Type.Object({
      messageId: Type.String(),
      status: Type.Unsafe<string>({ type: 'string', enum: ['sent', 'delivered', 'read', 'failed'] }),
      to: NullableString,
      deliveredAt: NullableString,
      readAt: NullableString,
      failedAt: NullableString,
      errorMessage: NullableString,
      metadata: Type.Unsafe<Record<string, unknown> | null>({ type: ['object', 'null'] }),
    }),
  },
  { title: 'StatusUpdate' },
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
  { ...strict, examples: [{ whatsappAccessToken: 'EAAc...', whatsappPhoneNumberId: '1234567890' }] },
)
export const CredentialsReply = replyOf(
  Type.Object({ byocConfigured: Type.Boolean(), whatsappPhoneNumberId: NullableString }),
  { byocConfigured: true, whatsappPhoneNumberId: '1234567890' },
)
export const VerificationReply = replyOf(
  Type.Object({
    verified: Type.Boolean(),
    whatsappPhoneNumberId: Type.String(),
    displayPhoneNumber: NullableString,
    verifiedName: NullableString,
  }),
  {
    verified: true,
    whatsappPhoneNumberId: '1234567890',
    displayPhoneNumber: '+1 415 555 2671',
    verifiedName: 'Your Name',
  },
)

export const CheckoutBody = Type.Object(
  { plan: Type.String({ maxLength: 40, description: 'basic or pro; enterprise is arranged.' }) },
  { ...strict, examples: [{ plan: 'pro' }] },
)
export const PaymentPageReply = replyOf(Type.Object({ url: Type.String() }), {
  url: 'https://checkout.stripe.com/c/pay/cs_live_…',
})
