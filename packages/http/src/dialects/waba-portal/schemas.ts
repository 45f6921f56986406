import Type, { type Static, type TSchema } from 'typebox'

const Anything = Type.Unsafe<unknown>({})
const Keyed = Type.Unsafe<Record<string, unknown>>({ type: 'object' })

/** What `to` must be is said in the page's own words, see `translate.ts`. */
const to = { to: Type.String({ maxLength: 64, description: 'Country code and number.' }) }

/** Members that are not named are passed over. */
export const TextBody = Type.Object(
  { ...to, message: Type.String({ minLength: 1, maxLength: 4096 }) },
  { examples: [{ to: '919876543210', message: 'Hello! This is a test message from WABA Portal.' }] },
)
export type TextBody = Static<typeof TextBody>

export const TemplateBody = Type.Object(
  {
    ...to,
    templateName: Type.String({ minLength: 1, maxLength: 512 }),
    language: Type.String({ minLength: 1, maxLength: 16 }),
    parameters: Type.Optional(
      Type.Array(Type.String({ maxLength: 4096 }), { maxItems: 100, description: 'Texts of the body, in order.' }),
    ),
    components: Type.Optional(
      Type.Array(Anything, { maxItems: 20, description: "Meta's own, in place of parameters." }),
    ),
  },
  { examples: [{ to: '919876543210', templateName: 'hello_world', language: 'en_US' }] },
)
export type TemplateBody = Static<typeof TemplateBody>

const mediaTypes = ['image', 'video', 'audio', 'document', 'sticker'] as const

export const MediaBody = Type.Object(
  {
    ...to,
    type: Type.Unsafe<(typeof mediaTypes)[number]>({ type: 'string', enum: mediaTypes }),
    mediaUrl: Type.Optional(Type.String({ minLength: 1, maxLength: 2048 })),
    mediaId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    caption: Type.Optional(Type.String({ maxLength: 1024 })),
    filename: Type.Optional(Type.String({ maxLength: 240 })),
  },
  { examples: [{ to: '919876543210', type: 'image', mediaUrl: 'https://example.com/a.jpg', caption: 'Look' }] },
)
export type MediaBody = Static<typeof MediaBody>

export const InteractiveBody = Type.Object(
  { ...to, interactive: Keyed },
  {
    examples: [
      {
        to: '919876543210',
        interactive: {
          type: 'button',
          body: { text: 'Did it arrive?' },
          action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
        },
      },
    ],
  },
)
export type InteractiveBody = Static<typeof InteractiveBody>

export const SendReply = Type.Object(
  { success: Type.Literal(true), messageId: Type.String({ description: 'The wamid.' }) },
  { examples: [{ success: true, messageId: 'wamid.HBgLOTE5ODc2NTQzMjEwFQIAERgSM0VCMDA' }] },
)

const PortalError = Type.Object(
  { error: Type.String(), details: Type.Optional(Type.String({ description: 'What `error` leaves out.' })) },
  { title: 'Error', examples: [{ error: 'Invalid phone number format' }] },
)

const errorStatuses = [400, 401, 403, 404, 409, 413, 415, 429, 500, 503] as const

/** The answers of a route: its success, and the page's one error shape. */
export function repliesOf<Reply extends TSchema>(reply: Reply) {
  const errors = Object.fromEntries(errorStatuses.map((status) => [status, PortalError]))
  return { 200: reply, ...errors } as { 200: Reply }
}

const NullableString = Type.Unsafe<string | null>({ type: ['string', 'null'] })
const cursor = { cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 512 })) }
const Pagination = Type.Object({ nextCursor: NullableString, hasMore: Type.Boolean() })

export const ConversationsQuery = Type.Object({
  ...cursor,
  limit: Type.Integer({ minimum: 1, maximum: 50, default: 20 }),
})

const ConversationView = Type.Object({
  phoneNumber: Type.String(),
  contactName: NullableString,
  lastMessage: Type.Unsafe<{ id: string; content: string; type: string; direction: string; timestamp: string } | null>({
    type: ['object', 'null'],
    properties: {
      id: { type: 'string' },
      content: { type: 'string' },
      type: { type: 'string' },
      direction: { type: 'string' },
      timestamp: { type: 'string' },
    },
  }),
  unreadCount: Type.Integer(),
})
export type ConversationView = Static<typeof ConversationView>
export const ConversationsReply = Type.Object(
  { data: Type.Array(ConversationView), pagination: Pagination },
  {
    examples: [
      {
        data: [
          {
            phoneNumber: '919876543210',
            contactName: 'John Doe',
            lastMessage: {
              id: '550e8400-e29b-41d4-a716-446655440000',
              content: 'Hello, I need help with my order',
              type: 'text',
              direction: 'inbound',
              timestamp: '2025-12-01T10:30:00.000Z',
            },
            unreadCount: 3,
          },
        ],
        pagination: { nextCursor: 'eyJ0aW1lc3RhbXAiOi4uLn0=', hasMore: true },
      },
    ],
  },
)

export const ConversationParams = Type.Object({
  phoneNumber: Type.String({
    description: 'Country code and number, or the user id of one who shows none.',
    examples: ['919876543210'],
  }),
})
export const ConversationMessagesQuery = Type.Object({
  ...cursor,
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 30 }),
})

const MessageView = Type.Object({
  id: Type.String(),
  waMessageId: NullableString,
  direction: Type.String(),
  type: Type.String(),
  content: Anything,
  status: Type.String(),
  timestamp: Type.String(),
  contactName: NullableString,
})
export type MessageView = Static<typeof MessageView>
export const ConversationMessagesReply = Type.Object(
  { data: Type.Array(MessageView), pagination: Pagination },
  {
    examples: [
      {
        data: [
          {
            id: '550e8400-e29b-41d4-a716-446655440000',
            waMessageId: 'wamid.HBgMOTE5ODc2NTQzMjEwFQIAERgSM0Yw',
            direction: 'inbound',
            type: 'text',
            content: { text: { body: 'Hello, I need help with my order' } },
            status: 'read',
            timestamp: '2025-12-01T10:30:00.000Z',
            contactName: 'John Doe',
          },
        ],
        pagination: { nextCursor: null, hasMore: false },
      },
    ],
  },
)

const webhookEvents = ['messages', 'statuses'] as const
export type WebhookEvent = (typeof webhookEvents)[number]

export const WebhookBody = Type.Object(
  {
    webhookUrl: Type.String({ maxLength: 2048 }),
    webhookEnabled: Type.Boolean(),
    webhookEvents: Type.Optional(
      Type.Array(Type.Unsafe<WebhookEvent>({ type: 'string', enum: webhookEvents }), {
        minItems: 1,
        uniqueItems: true,
      }),
    ),
  },
  {
    examples: [
      { webhookUrl: 'https://your-server.com/webhook', webhookEnabled: true, webhookEvents: ['messages', 'statuses'] },
    ],
  },
)

const WebhookView = Type.Object(
  {
    phoneNumber: NullableString,
    webhookUrl: NullableString,
    webhookSecret: NullableString,
    webhookEnabled: Type.Boolean(),
    webhookEvents: Type.Array(Type.String()),
  },
  {
    examples: [
      {
        phoneNumber: '919876543210',
        webhookUrl: 'https://your-server.com/webhook',
        webhookSecret: 'a1b2c3d4e5f6…',
        webhookEnabled: true,
        webhookEvents: ['messages', 'statuses'],
      },
    ],
  },
)
export type WebhookView = Static<typeof WebhookView>
export const WebhookReply = Type.Object({ success: Type.Literal(true), data: WebhookView })

const TestResult = Type.Object({
  webhookUrl: Type.String(),
  statusCode: Type.Unsafe<number | null>({ type: ['integer', 'null'] }),
  statusText: NullableString,
  duration: Type.String(),
  responseBody: Type.Optional(Type.String()),
  testPayload: Type.Optional(Type.Unsafe<unknown>({})),
})
export type TestResult = Static<typeof TestResult>
export const TestReply = Type.Object(
  { success: Type.Literal(true), data: TestResult },
  {
    examples: [
      {
        success: true,
        data: {
          webhookUrl: 'https://your-server.com/webhook',
          statusCode: 200,
          statusText: 'OK',
          duration: '245ms',
          responseBody: '{"received":true}',
        },
      },
    ],
  },
)
/** Of a test that failed, and of a request that could not be read. */
export const FailedTest = Type.Object({
  success: Type.Optional(Type.Literal(false)),
  error: Type.String(),
  details: Type.Optional(Type.String()),
  data: Type.Optional(TestResult),
})

export const Success = Type.Object({ success: Type.Literal(true) }, { examples: [{ success: true }] })

export const MarkReadBody = Type.Object(
  {
    messageId: Type.String({
      pattern: '^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|wamid\\.[\\w+/=-]{1,200})$',
      description: 'must be the id of a message, as it came in the webhook',
    }),
    showTypingIndicator: Type.Optional(Type.Boolean()),
  },
  { examples: [{ messageId: 'wamid.HBgMOTE5MDMwMzgzNDM4FQIAEhgg' }] },
)

const eventOf = <Data extends TSchema>(event: string, data: Data) =>
  Type.Object({ event: Type.Literal(event), timestamp: Type.String(), projectId: Type.String(), data })

/** The webhook's `message`: beside these members the one named like the type, `context` and `referral`, as Meta has them. */
export const MessageEvent = eventOf(
  'message',
  Type.Object(
    {
      from: Type.String(),
      messageId: Type.String(),
      timestamp: Type.String({ description: 'Seconds since 1970.' }),
      type: Type.String(),
      contact: Type.Object({ name: NullableString, wa_id: NullableString }),
    },
    { additionalProperties: true },
  ),
)

/** The webhook's `status`. */
export const StatusEvent = eventOf(
  'status',
  Type.Object({
    messageId: Type.String(),
    status: Type.Unsafe<string>({ type: 'string', enum: ['sent', 'delivered', 'read', 'failed'] }),
    timestamp: Type.String({ description: 'Seconds since 1970.' }),
    to: NullableString,
    errors: Type.Optional(Type.Array(Anything)),
  }),
)

const TemplateView = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    status: Type.String(),
    category: Type.String(),
    language: Type.String(),
    components: Type.Array(Anything),
  },
  {
    examples: [
      {
        id: '123456789',
        name: 'order_confirmation',
        status: 'APPROVED',
        category: 'UTILITY',
        language: 'en',
        components: [{ type: 'BODY', text: 'Hi {{1}}, your order {{2}} is confirmed!' }],
      },
    ],
  },
)
export type TemplateView = Static<typeof TemplateView>
export const TemplatesReply = Type.Object({ data: Type.Array(TemplateView) })
export const TemplateReply = Type.Object({ success: Type.Literal(true), data: TemplateView })

const bodyComponents = [{ type: 'BODY', text: 'Hi there, your order is ready!' }]

/** What is in them is checked by Meta's rules, all at once. */
export const NewTemplateBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 512 }),
    category: Type.String({ minLength: 1, maxLength: 64 }),
    language: Type.String({ minLength: 1, maxLength: 16 }),
    components: Type.Array(Anything, { minItems: 1, maxItems: 20 }),
  },
  { examples: [{ name: 'order_ready', category: 'UTILITY', language: 'en_US', components: bodyComponents }] },
)
export const EditTemplateBody = Type.Object(
  {
    category: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    components: Type.Optional(Type.Array(Anything, { minItems: 1, maxItems: 20 })),
  },
  { minProperties: 1, examples: [{ components: bodyComponents }] },
)
export const TemplateIdParams = Type.Object({
  id: Type.String({
    pattern: '^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9]{1,32})$',
    description: 'must be the id of a template, not its name',
  }),
})
export const TemplateNameParams = Type.Object({
  name: Type.String({ pattern: '^[a-z0-9_]{1,512}$', description: 'must be the name of a template' }),
})
